import { VisuallyHidden } from 'react-aria-components';
import { Button } from '../design/Button';
import { Notice } from '../design/Notice';
import { ProgressLine } from '../design/ProgressLine';
import { Trial } from './Trial';
import { useHundredJobs } from './useHundredJobs';

/** Enough events to see what a break in the middle of them does. */
export function HundredJobs() {
  const { count, started, ended, busy, error, run, stop } = useHundredJobs();

  return (
    <Trial
      button={<Button icon="jobs" onPress={busy ? stop : run}>{busy ? 'Stop' : 'Start 100 jobs'}</Button>}
      explanation="Makes 100 small infographics, a few at a time. Break the stream meanwhile."
    >
      {started !== undefined && (
        <>
          <p>{started} started, {ended} seen to end</p>
          <ProgressLine label="All 100 jobs" percent={Math.round(((started + ended) / (2 * count)) * 100)} />
          <VisuallyHidden elementType="span"><span role="status">{ended === count ? 'All 100 jobs have ended.' : ''}</span></VisuallyHidden>
        </>
      )}
      {error !== undefined && <Notice>{error}</Notice>}
    </Trial>
  );
}
