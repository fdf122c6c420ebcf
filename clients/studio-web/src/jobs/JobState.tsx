import { useQuery } from '@tanstack/react-query';
import { jobDetail } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { Notice } from '../design/Notice';
import { ProgressLine } from '../design/ProgressLine';
import { CancelButton, RetryButton } from './JobButtons';
import styles from './JobState.module.css';
import { isActive, phaseText } from './words';

/** On the page of what the job makes: how far it is, or why it came to nothing. */
export function JobState({ jobId }: { jobId: string }) {
  const { data: job, error } = useQuery(jobDetail(useStudio(), jobId));
  if (error) {
    return <Notice>{error.message}</Notice>;
  }

  if (job?.status === 'failed' || job?.status === 'cancelled') {
    return <Notice action={<RetryButton job={job} />}>{job.error ?? 'Its job ended without a result.'}</Notice>;
  }

  const active = job !== undefined && isActive(job.status);
  return (
    <div className={styles.state}>
      <ProgressLine label={active ? phaseText(job.phase) : 'In work'} percent={job?.percent ?? 0} />
      {active && <CancelButton job={job} />}
    </div>
  );
}
