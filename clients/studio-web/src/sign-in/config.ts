import { errorOf, unreachable } from '../api/errors';

/** How users sign in here, as the server tells. */
export type SignInConfig =
  | { kind: 'development' }
  | { kind: 'oidc'; authority: string; clientId: string; scope: string }
  | { kind: 'none' };

export async function readSignInConfig(): Promise<SignInConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' }).catch((error: unknown) => {
    throw unreachable(error);
  });
  // Vite in front of a server that does not serve the app itself.
  if (response.status === 404 && import.meta.env.DEV) {
    return { kind: 'development' };
  }

  if (!response.ok) {
    throw await errorOf(response);
  }

  return ((await response.json()) as { signIn: SignInConfig }).signIn;
}
