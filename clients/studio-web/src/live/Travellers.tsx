import { useEffect, useState } from 'react';
import type { JournalView } from '../connection/journal';
import { kindOf, type EventKind } from './kinds';
import styles from './Travellers.module.css';

/** More at once would be a smear. */
const most = 8;
/** Milliseconds between two that came together. */
const distance = 110;

interface Traveller {
  number: number;
  kind: EventKind;
  delay: number;
}

/** A dot for each event that comes, on its way from worker to tab. Slower than in truth, or nobody would see it. */
export function Travellers({ journal }: { journal: JournalView }) {
  const [shown, setShown] = useState<{ upTo: number; travellers: readonly Traveller[] }>({ upTo: journal.received, travellers: [] });

  useEffect(() => {
    setShown(({ upTo, travellers }) => {
      const room = Math.max(0, most - travellers.length);
      const added = journal.events
        .filter(({ number, type }) => number > upTo && type !== 'connected')
        .slice(0, room)
        .reverse()
        .map(({ number, type }, index) => ({ number, kind: kindOf(type), delay: index * distance }));
      return { upTo: journal.received, travellers: [...travellers, ...added] };
    });
  }, [journal]);

  const arrived = (number: number) =>
    setShown(({ upTo, travellers }) => ({ upTo, travellers: travellers.filter(traveller => traveller.number !== number) }));

  return (
    <div className={styles.way} aria-hidden="true">
      {shown.travellers.map(({ number, kind, delay }) => (
        <span key={number} className={styles.traveller} data-kind={kind} style={{ animationDelay: `${delay}ms` }} onAnimationEnd={() => arrived(number)} />
      ))}
    </div>
  );
}
