import type { ReactNode } from 'react';
import { ErrorPage } from '../layout/ErrorPage';
import { SessionContext } from './session';
import { SignInPage } from './SignInPage';
import { useSignIn } from './useSignIn';

/** Below it there is a signed-in user. What is below begins anew with every session. */
export function SignInGate({ children }: { children: ReactNode }) {
  const signIn = useSignIn();
  const { state } = signIn;
  switch (state.phase) {
    case 'starting':
      return null;
    case 'failed':
      return <ErrorPage error={state.error} onRetry={signIn.retry} />;
    case 'signedOut':
      return <SignInPage signIn={signIn} state={state} />;
    case 'signedIn':
      return <SessionContext value={state.session}>{children}</SessionContext>;
  }
}
