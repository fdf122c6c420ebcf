import { useOffline, useRealtime } from '../connection/realtime';
import { Button } from '../design/Button';
import { Card } from '../design/Card';
import { HundredJobs } from './HundredJobs';
import { Trial } from './Trial';
import styles from './Trials.module.css';

/** What a visitor can do to the stream, to see that it bears it. */
export function Trials() {
  const { breaks } = useRealtime();
  const offline = useOffline();

  return (
    <Card title="Try to break it">
      <ul className={styles.trials}>
        <HundredJobs />
        <Trial
          button={<Button onPress={() => breaks.cut()}>Cut this stream</Button>}
          explanation="Ends the connection as a lost network does. It comes back by itself and resumes."
        />
        <Trial
          button={offline
            ? <Button variant="primary" onPress={() => breaks.setOffline(false)}>Back online</Button>
            : <Button onPress={() => breaks.setOffline(true)}>Go offline</Button>}
          explanation={offline
            ? 'Events are kept for ten minutes, the newest 200 of them. Go back and see them come.'
            : 'Keeps the stream of all your tabs away from the network until you are back online.'}
        />
      </ul>
    </Card>
  );
}
