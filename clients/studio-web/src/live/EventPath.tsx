import { useSSE } from '@realtime-mesh/client/react';
import { useJournal } from '../connection/realtime';
import { spanText, spansOf } from './spans';
import { Stations } from './Stations';
import { Travellers } from './Travellers';
import styles from './EventPath.module.css';

/** The way of an event from the worker to this tab, and the newest one's times. */
export function EventPath() {
  const { connectionState } = useSSE();
  const journal = useJournal();
  const newest = journal.events.find(({ timing, replayed }) => timing !== undefined && !replayed);
  const spans = newest && spansOf(newest, journal.clockAhead);

  return (
    <figure className={styles.path}>
      <div className={styles.picture}>
        <Stations broken={connectionState !== 'connected'} />
        <Travellers journal={journal} />
        {spans && (
          <div className={styles.spans}>
            <span className={styles.toNotifier}>{spanText(spans.toNotifier)}</span>
            <span className={styles.toTab}>{spanText(spans.toTab)}</span>
          </div>
        )}
      </div>
      <figcaption className={styles.caption}>
        {newest
          ? <>Times of the newest event, <code>{newest.type}</code>. Its dot travels slower than it did.</>
          : 'Each event travels along this line, slower than it really does.'}
      </figcaption>
    </figure>
  );
}
