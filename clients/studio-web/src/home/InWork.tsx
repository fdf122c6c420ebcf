import { useInfiniteQuery } from '@tanstack/react-query';
import { jobList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { SkeletonRows } from '../design/Skeleton';
import { JobRow } from '../jobs/JobRow';
import { isActive } from '../jobs/words';
import styles from './HomePage.module.css';
import { HomeSection } from './HomeSection';

const shown = 4;

export function InWork() {
  const { data, error } = useInfiniteQuery(jobList(useStudio()));
  const active = data?.filter(job => isActive(job.status)).slice(0, shown);
  return (
    <HomeSection title="In work now" all={{ to: '/jobs', name: 'All jobs' }}>
      {active === undefined && !error && <SkeletonRows label="jobs" count={1} />}
      {active !== undefined && active.length > 0 && <ul className={styles.list}>{active.map(job => <JobRow key={job.id} job={job} />)}</ul>}
      {(error ?? active?.length === 0) && <div className={`${styles.list} ${styles.none}`}><p>{error ? error.message : 'Nothing just now.'}</p></div>}
    </HomeSection>
  );
}
