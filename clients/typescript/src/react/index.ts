export { RealtimeProvider, type RealtimeProviderProps } from './provider.js';
export { useEvent } from './use-event.js';
export { useSSE, type SSE } from './use-sse.js';
