import { createContext, useContext } from 'react';

export interface TokenRequest {
  /** The last token was refused: get another one. */
  refresh?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** One signed-in user. */
export interface Session {
  readonly userId: string;
  /** A token that is good for some time yet. Rejects when there is none to be had. */
  token(request?: TokenRequest): Promise<string>;
  /** The server refuses this session's tokens: back to the sign-in page, which says so. */
  expire(): void;
  signOut(): Promise<void>;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) {
    throw new Error('useSession needs a signed-in user above it.');
  }

  return session;
}
