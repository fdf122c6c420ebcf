import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { SignInConfig } from './config';
import type { Session, TokenRequest } from './session';

export const callbackPath = '/signed-in';

/** Renewed this long before it expires. Seconds. */
const margin = 60;

export function createUserManager({ authority, clientId, scope }: Extract<SignInConfig, { kind: 'oidc' }>): UserManager {
  return new UserManager({
    authority,
    client_id: clientId,
    scope,
    redirect_uri: location.origin + callbackPath,
    post_logout_redirect_uri: location.origin,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    accessTokenExpiringNotificationTimeInSeconds: margin,
  });
}

/** Sends the browser to the authority; it comes back to {@link callbackPath} and then to where it was. */
export const beginSignIn = (manager: UserManager): Promise<void> =>
  manager.signinRedirect({ state: location.pathname === callbackPath ? '/' : location.pathname + location.search });

/** The user of this tab: just come back from the authority, or there before it was loaded again. */
export async function resume(manager: UserManager, onEnd: (expired: boolean) => void): Promise<OidcSession | undefined> {
  if (location.pathname !== callbackPath) {
    const user = await manager.getUser();
    return user === null ? undefined : new OidcSession(manager, user, onEnd);
  }

  const user = await manager.signinCallback();
  history.replaceState(null, '', typeof user?.state === 'string' && user.state.startsWith('/') ? user.state : '/');
  // Nobody in a silent renewal's frame: the answer went to the page around it.
  return user === undefined ? undefined : new OidcSession(manager, user, onEnd);
}

export class OidcSession implements Session {
  readonly userId: string;
  private renewal: Promise<User | null> | undefined;

  constructor(private readonly manager: UserManager, user: User, private readonly onEnd: (expired: boolean) => void) {
    this.userId = user.profile.sub;
  }

  async token({ refresh = false, signal }: TokenRequest = {}): Promise<string> {
    const user = await this.manager.getUser();
    const good = !refresh && user !== null && (user.expires_in ?? 0) > 0;
    const token = (good ? user : await this.renew())?.access_token;
    signal?.throwIfAborted();
    if (token === undefined) {
      this.expire();
      throw new Error('Your session has ended.');
    }

    return token;
  }

  expire(): void {
    void this.manager.removeUser().then(() => this.onEnd(true));
  }

  async signOut(): Promise<void> {
    const metadata = await this.manager.metadataService.getMetadata();
    if (metadata.end_session_endpoint === undefined) {
      await this.manager.removeUser();
      this.onEnd(false);
    } else {
      await this.manager.signoutRedirect();
    }
  }

  private async renew(): Promise<User | null> {
    try {
      return await (this.renewal ??= this.manager.signinSilent().finally(() => (this.renewal = undefined)));
    } catch (error) {
      // The authority said no; anything else (no network, say) may pass.
      if (error instanceof ErrorResponse) {
        return null;
      }

      throw error;
    }
  }
}
