import { Page } from '../layout/Page';
import { EventList } from './EventList';
import { EventPath } from './EventPath';
import { MeasuredTimes } from './MeasuredTimes';
import { StreamHistory } from './StreamHistory';
import { Trials } from './Trials';
import styles from './LivePage.module.css';

/** What the product does, while it does it. */
export function LivePage() {
  return (
    <Page title="Live" intro="What happens between a job and this screen, as it happens. Start some jobs, and break the stream while they run.">
      <EventPath />
      <div className={styles.pair}>
        <Trials />
        <StreamHistory />
      </div>
      <MeasuredTimes />
      <EventList />
    </Page>
  );
}
