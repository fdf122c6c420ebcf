import type { StreamRole } from '@realtime-mesh/client';
import { useSSE } from '@realtime-mesh/client/react';
import type { ReactNode } from 'react';
import { Ago } from './Ago';
import { useJournal, useOffline } from './realtime';
import { lookOf } from './states';
import styles from './ConnectionDetails.module.css';

/** What stands behind the word in the header. */
export function ConnectionDetails() {
  const { connectionState, role, tabs, lastEventAt } = useSSE();
  const offline = useOffline();
  const { events, lastLoss } = useJournal();
  const lastId = events.find(event => event.id !== undefined)?.id;

  return (
    <>
      <h2>Connection</h2>
      <dl className={styles.details}>
        <Line term="State">{lookOf(connectionState, offline).word}</Line>
        <Line term="Last event">{lastEventAt === undefined ? 'none yet' : <Ago key={lastEventAt} at={lastEventAt} />}</Line>
        <Line term="Stream">{holder(role, tabs)}</Line>
        <Line term="Last id">{lastId === undefined ? 'none yet' : <code>{lastId}</code>}</Line>
        <Line term="Last loss">{lastLoss === undefined ? 'none' : <>{lastLoss.message} <Ago at={lastLoss.at} /></>}</Line>
      </dl>
    </>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function holder(role: StreamRole, tabs: number): string {
  switch (role) {
    case 'leader':
      return tabs > 1 ? `this tab holds it for ${tabs} tabs` : 'this tab holds it; other tabs would share it';
    case 'follower':
      return `another tab holds it for ${tabs} tabs`;
    case 'alone':
      return 'this tab holds it for itself';
  }
}
