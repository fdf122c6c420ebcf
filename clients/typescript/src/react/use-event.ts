import { useEffect, useRef } from 'react';
import type { EventInfo } from '../connection.js';
import type { UserEvent, UserEventType } from '../events.js';
import { useConnection } from './use-connection.js';

/**
 * Calls the handler of the last render with every event of the type, of one of the types, or with `'*'` of any.
 * @throws Error outside a {@link RealtimeProvider}.
 */
export function useEvent<T extends UserEventType = UserEventType>(
  types: T | readonly T[] | '*',
  handler: (event: Extract<UserEvent, { type: T }>, info: EventInfo) => void,
): void {
  const connection = useConnection('useEvent');
  const latest = useRef({ types, handler });

  useEffect(() => {
    latest.current = { types, handler };
  });
  useEffect(
    () =>
      connection?.onEvent((event, info) => {
        const { types, handler } = latest.current;
        if (types === '*' || types === event.type || (Array.isArray(types) && types.includes(event.type))) {
          handler(event as Extract<UserEvent, { type: T }>, info);
        }
      }),
    [connection],
  );
}
