import { useSession } from '../sign-in/session';
import { Page } from '../layout/Page';
import { InWork } from './InWork';
import { LatestResults } from './LatestResults';
import { StartHere } from './StartHere';
import styles from './HomePage.module.css';

export function HomePage() {
  const { userId } = useSession();
  return (
    <Page title="Overview" intro={
      <p>
        Hello {userId}. Studio turns your documents into podcasts, voiceovers and infographics.
        Whatever changes reaches every open tab within moments, without a reload: make a podcast, open a second tab, and watch both.
      </p>
    }>
      <StartHere />
      <div className={styles.columns}>
        <InWork />
        <LatestResults />
      </div>
    </Page>
  );
}
