import { RealtimeProvider } from '@realtime-mesh/client/react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { openRealtime, RealtimeContext, type Realtime, type StreamToken } from './realtime';

export interface RealtimeBoundaryProps {
  userId: string;
  token: StreamToken;
  children: ReactNode;
}

/** Everything below it has the user's stream, and a query cache that the stream keeps up to date. */
export function RealtimeBoundary({ userId, token, children }: RealtimeBoundaryProps) {
  const queryClient = useQueryClient();
  const [realtime, setRealtime] = useState<Realtime>();

  // Another function for the same user's tokens is no reason for another stream.
  const newestToken = useRef(token);
  useEffect(() => {
    newestToken.current = token;
  });

  useEffect(() => {
    const opened = openRealtime(userId, request => newestToken.current(request), queryClient);
    setRealtime(opened);
    return () => opened.close();
  }, [userId, queryClient]);

  if (realtime?.connection.userId !== userId) {
    return null;
  }

  return (
    <RealtimeContext value={realtime}>
      <RealtimeProvider connection={realtime.connection}>{children}</RealtimeProvider>
    </RealtimeContext>
  );
}
