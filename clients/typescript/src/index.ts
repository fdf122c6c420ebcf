export { connect } from './connect.js';
export { subscribe, type SubscribeOptions } from './subscribe.js';
export type { ConnectOptions, TokenRequest } from './options.js';
export type { Connection, ConnectionState, EventInfo, StreamRole } from './connection.js';
export { RealtimeError, type RealtimeErrorCode } from './errors.js';
export type { Warning } from './warning.js';
export type { Clock } from './clock.js';
export type { CursorStorage } from './environment.js';
export * from './events.js';
