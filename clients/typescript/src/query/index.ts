export { createDefaultHandlers, type DataEvent, type HandlerContext, type Handlers } from './handlers.js';
export { createInvalidator, type Invalidator } from './invalidator.js';
export { queryKeys } from './keys.js';
