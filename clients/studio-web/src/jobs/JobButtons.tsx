import { useStudio } from '../api/useStudio';
import type { JobView } from '../api/views';
import { Button } from '../design/Button';
import { useAction } from '../design/useAction';
import styles from './JobState.module.css';

export function CancelButton({ job }: { job: JobView }) {
  const studio = useStudio();
  return <JobButton name="Cancel" act={() => studio.cancelJob(job.id)} />;
}

export function RetryButton({ job }: { job: JobView }) {
  const studio = useStudio();
  return <JobButton name="Retry" act={() => studio.retryJob(job.id)} />;
}

/** Stays disabled after it worked: the event that follows takes it away. */
function JobButton({ name, act }: { name: string; act: () => Promise<void> }) {
  const { start, isPending, isSuccess, error } = useAction(act);
  return (
    <span className={styles.buttons}>
      {error && <span role="alert" className={styles.error}>{error.message}</span>}
      <Button small isDisabled={isPending || isSuccess} onPress={start}>{name}</Button>
    </span>
  );
}
