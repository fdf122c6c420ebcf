import { useCallback, useEffect, useState } from 'react';
import type { UserManager } from 'oidc-client-ts';
import { readSignInConfig, type SignInConfig } from './config';
import { DevelopmentSession } from './development';
import { rememberName } from './recentNames';
import type { Session } from './session';

export type SignInState =
  | { phase: 'starting' }
  | { phase: 'failed'; error: unknown }
  | { phase: 'signedOut'; kind: SignInConfig['kind']; expired: boolean }
  | { phase: 'signedIn'; session: Session };

export interface SignIn {
  state: SignInState;
  /** Development: as this name. */
  signInAs(name: string): Promise<void>;
  /** OIDC: leaves for the authority. */
  signIn(): Promise<void>;
  /** After a failed start. */
  retry(): void;
}

export function useSignIn(): SignIn {
  const [state, setState] = useState<SignInState>({ phase: 'starting' });
  const [manager, setManager] = useState<UserManager>();
  const [starts, setStarts] = useState(0);

  useEffect(() => {
    const start = async () => {
      const config = await readSignInConfig();
      const onEnd = (expired: boolean) => setState({ phase: 'signedOut', kind: config.kind, expired });
      const session = await resume(config, onEnd, setManager);
      if (session === undefined) {
        onEnd(false);
      } else {
        setState({ phase: 'signedIn', session });
      }
    };
    started ??= start().finally(() => (started = undefined));
    started.catch((error: unknown) => setState({ phase: 'failed', error }));
  }, [starts]);

  const signInAs = useCallback(async (name: string) => {
    const session = await DevelopmentSession.signIn(name, expired => setState({ phase: 'signedOut', kind: 'development', expired }));
    rememberName(name);
    setState({ phase: 'signedIn', session });
  }, []);

  const signIn = useCallback(async () => {
    const { beginSignIn } = await import('./oidc');
    await beginSignIn(manager!);
  }, [manager]);

  const retry = useCallback(() => {
    setState({ phase: 'starting' });
    setStarts(count => count + 1);
  }, []);

  return { state, signInAs, signIn, retry };
}

/** A code from the authority is good for one use, also when React runs the effect twice. */
let started: Promise<void> | undefined;

async function resume(config: SignInConfig, onEnd: (expired: boolean) => void, onManager: (manager: UserManager) => void): Promise<Session | undefined> {
  switch (config.kind) {
    case 'development':
      return DevelopmentSession.resume(onEnd);
    case 'oidc': {
      const oidc = await import('./oidc');
      const manager = oidc.createUserManager(config);
      onManager(manager);
      return oidc.resume(manager, onEnd);
    }
    case 'none':
      return undefined;
  }
}
