import { useState } from 'react';
import { Form } from 'react-aria-components';
import { ApiError, noFieldErrors } from '../api/errors';
import { Button } from '../design/Button';
import { Field } from '../design/Field';
import { Notice } from '../design/Notice';
import { usePageTitle } from '../layout/usePageTitle';
import { recentNames } from './recentNames';
import type { SignIn, SignInState } from './useSignIn';
import styles from './SignInPage.module.css';

type SignedOut = Extract<SignInState, { phase: 'signedOut' }>;

export function SignInPage({ signIn, state }: { signIn: SignIn; state: SignedOut }) {
  usePageTitle('Sign in');
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <img src="/icon.svg" alt="" width="44" height="44" />
        <h1>Sign in to Studio</h1>
        <p className={styles.muted}>
          Turn documents into podcasts, voiceovers and infographics, and watch every open tab keep up by itself.
        </p>
        {state.expired && <Notice>Your session has ended. Sign in again to go on where you were.</Notice>}
        {state.kind === 'development' && <NameForm onSignIn={signIn.signInAs} />}
        {state.kind === 'oidc' && <RedirectButton onSignIn={signIn.signIn} />}
        {state.kind === 'none' && <p>Nobody can sign in here yet: whoever runs this has to name an OIDC authority for browsers first.</p>}
      </div>
    </main>
  );
}

function NameForm({ onSignIn }: { onSignIn: (name: string) => Promise<void> }) {
  const [name, setName] = useState('');
  const { busy, error, run } = useAttempt(onSignIn);
  const recent = recentNames();
  return (
    <>
      <Form
        className={styles.form!}
        validationErrors={error?.fields ?? noFieldErrors}
        onSubmit={event => {
          event.preventDefault();
          void run(name.trim());
        }}
      >
        <Field label="Your name" name="userId" value={name} onChange={setName} isRequired autoFocus autoComplete="username" maxLength={128}
          hint="Development sign-in: any name will do, without spaces." />
        {error && error.fields.userId === undefined && <Notice>{error.message}</Notice>}
        <Button type="submit" variant="primary" isDisabled={busy}>Sign in</Button>
      </Form>
      {recent.length > 0 && (
        <section aria-labelledby="recent" className={styles.recent}>
          <h2 id="recent">Or go on as</h2>
          <ul>
            {recent.map(each => <li key={each}><Button small icon="user" isDisabled={busy} onPress={() => void run(each)}>{each}</Button></li>)}
          </ul>
        </section>
      )}
    </>
  );
}

function RedirectButton({ onSignIn }: { onSignIn: () => Promise<void> }) {
  const { busy, error, run } = useAttempt(onSignIn);
  return (
    <>
      {error && <Notice>{error.message}</Notice>}
      <Button variant="primary" isDisabled={busy} onPress={() => void run()}>Sign in</Button>
    </>
  );
}

function useAttempt<A extends unknown[]>(attempt: (...args: A) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const run = async (...args: A) => {
    setBusy(true);
    setError(undefined);
    try {
      await attempt(...args);
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError(`Signing in did not work: ${String(cause)}`, 0));
      setBusy(false);
    }
  };
  return { busy, error, run };
}
