import { QueryClientProvider } from '@tanstack/react-query';
import { createRouter, RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { createQueryClient } from './api/queryClient';
import { RealtimeBoundary } from './connection/RealtimeBoundary';
import { ErrorBoundary } from './layout/ErrorBoundary';
import { routeTree } from './routes';
import { useSession, type TokenRequest } from './sign-in/session';
import { SignInGate } from './sign-in/SignInGate';
import { useSamples } from './samples/useSamples';

const router = createRouter({ routeTree, scrollRestoration: true, defaultPendingMs: 300 });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

export function App() {
  return <ErrorBoundary><SignInGate><SignedIn /></SignInGate></ErrorBoundary>;
}

/** One cache and one stream for each session: nothing of one user is ever shown to another. */
function SignedIn() {
  const session = useSession();
  const [queryClient] = useState(createQueryClient);
  const token = useMemo(() => (request: TokenRequest) => session.token(request), [session]);
  return (
    <QueryClientProvider client={queryClient}>
      <RealtimeBoundary userId={session.userId} token={token}>
        <Samples />
        <RouterProvider router={router} />
      </RealtimeBoundary>
    </QueryClientProvider>
  );
}

/** Whichever page a new user sees first. */
function Samples() {
  useSamples();
  return null;
}
