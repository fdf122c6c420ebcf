export type { Connection, ConnectionState, EventInfo, StreamRole } from './connection.js';
export { RealtimeError, type RealtimeErrorCode } from './errors.js';
export * from './events.js';
