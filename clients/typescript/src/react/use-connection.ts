import { useContext } from 'react';
import type { Connection } from '../connection.js';
import { ConnectionContext } from './provider.js';

/** @throws Error outside a provider. */
export function useConnection(hook: string): Connection | undefined {
  const connection = useContext(ConnectionContext);
  if (connection === null) {
    throw new Error(`${hook} needs a RealtimeProvider around it.`);
  }
  return connection;
}
