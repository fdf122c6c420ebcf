import { VisuallyHidden } from 'react-aria-components';
import { Button } from '../design/Button';
import { Notice } from '../design/Notice';
import { ProgressLine } from '../design/ProgressLine';
import { Trial } from './Trial';
import { useHundredJobs } from './useHundredJobs';

/** Enough events to see what a break in the middle of them does. */
export function HundredJobs() {
  const { count, progress, busy, run } = useHundredJobs();
  const done = progress !== undefined && progress.ended === count;

  return (
    <Trial
      button={<Button icon="jobs" isDisabled={busy} onPress={run}>Start 100 jobs</Button>}
      explanation="Makes 100 small infographics, a few at a time. Break the stream meanwhile."
    >
      {progress && (
        <>
          <ProgressLine label={`${progress.started} started, ${progress.ended} ended`} percent={Math.round(((progress.started + progress.ended) / (2 * count)) * 100)} />
          <VisuallyHidden><span role="status">{done ? 'All 100 jobs have ended.' : ''}</span></VisuallyHidden>
        </>
      )}
      {progress?.error !== undefined && <Notice>{progress.error}</Notice>}
    </Trial>
  );
}
