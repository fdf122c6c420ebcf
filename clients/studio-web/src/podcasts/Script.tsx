import type { PodcastView } from '../api/views';
import { Card } from '../design/Card';
import { Skeleton } from '../design/Skeleton';
import styles from './Script.module.css';

/** Who says what. It is there while the audio is still in work. */
export function Script({ podcast: { script, status } }: { podcast: PodcastView }) {
  if (script === undefined) {
    return status === 'pending' ? <Card title="Script"><Skeleton /><Skeleton width="85%" /><Skeleton width="60%" /></Card> : null;
  }

  return (
    <Card title="Script">
      <ol className={styles.turns}>
        {script.map(({ speaker, text }, index) => (
          <li key={index} data-speaker={speaker} className={styles.turn}>
            <strong>{speaker}</strong>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
