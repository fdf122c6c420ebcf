import { memo, useState } from 'react';
import type { JournalEvent, JournalView } from '../connection/journal';
import { useJournal } from '../connection/realtime';
import { Button } from '../design/Button';
import { Card } from '../design/Card';
import { clockTime } from './clockTime';
import { kindOf } from './kinds';
import styles from './EventList.module.css';

/** The stream's newest 200 events as they came. */
export function EventList() {
  const journal = useJournal();
  const [paused, setPaused] = useState<JournalView>();
  const { events, received } = paused ?? journal;
  const newer = journal.received - received;

  return (
    <Card
      title="Events"
      action={
        <Button small onPress={() => setPaused(paused ? undefined : journal)}>
          {paused ? (newer > 0 ? `Go on (${newer} newer)` : 'Go on') : 'Pause'}
        </Button>
      }
    >
      {/* Not a live region: hundreds of events would be read out. */}
      <ol className={styles.list} aria-label="Events, newest first" tabIndex={0}>
        {events.map(event => <Row key={event.number} event={event} />)}
      </ol>
    </Card>
  );
}

const Row = memo(function Row({ event: { id, type, raw, receivedAt, replayed } }: { event: JournalEvent }) {
  return (
    <li className={styles.row}>
      <span className={styles.head}>
        <span className={styles.type} data-kind={kindOf(type)}>{type}</span>
        {replayed && <span className={styles.replayed}>replayed</span>}
        <time className={styles.aside} dateTime={new Date(receivedAt).toISOString()}>{clockTime(receivedAt)}</time>
        <span className={styles.aside}>{id ?? 'no id'}</span>
      </span>
      <code className={styles.raw}>{raw}</code>
    </li>
  );
});
