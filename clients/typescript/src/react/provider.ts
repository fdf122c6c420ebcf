import { createContext, createElement, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Connection } from '../connection.js';
import { connect } from '../connect.js';
import type { ConnectOptions } from '../options.js';
import { claimPage } from './one-per-page.js';

/** Either `options`, and the provider opens and closes the connection, or a `connection` whose maker closes it. */
export type RealtimeProviderProps = {
  readonly children?: ReactNode;
  /** Called with each connection as it is made, `invalidator.attach` for example; what it returns is called before the connection goes. */
  readonly attach?: (connection: Connection) => () => void;
} & (
  | { readonly connection: Connection; readonly options?: never }
  /** Another `userId` or `url` opens another connection. `token` is always the one of the last render; the others are read when one is opened. */
  | { readonly options: ConnectOptions; readonly connection?: never }
);

/** `undefined` inside until the provider's effect has run; `null` outside. */
export const ConnectionContext = createContext<Connection | undefined | null>(null);

/** The page's one connection, for everything below. Put it once inside what only signed-in users see. */
export function RealtimeProvider(props: RealtimeProviderProps): ReactNode {
  const { connection: given, options, children } = props;
  const nested = useContext(ConnectionContext) !== null;
  const [connection, setConnection] = useState<Connection>();
  const latest = useRef(props);

  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const release = claimPage(nested);
    const opened = given ?? open(() => latest.current.options!);
    const detach = latest.current.attach?.(opened);
    setConnection(opened);
    return () => {
      detach?.();
      if (!given) {
        opened.close();
      }
      release();
    };
  }, [given, options?.userId, options?.url, nested]);

  // The effect comes after the render with another user: until then there is none, rather than the other's.
  const current = given ? connection === given : connection?.userId === options?.userId;
  return createElement(ConnectionContext.Provider, { value: current ? connection : undefined }, children);
}

function open(options: () => ConnectOptions): Connection {
  return connect({ ...options(), token: (request) => options().token(request) });
}
