import { useQuery } from '@tanstack/react-query';
import { jobDetail } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { ProgressLine } from '../design/ProgressLine';
import { isActive, phaseText, statusText } from './words';

/** How far an entity's job is, in one line. Events write percent and phase into the cache. */
export function JobLine({ jobId }: { jobId: string }) {
  const { data: job } = useQuery(jobDetail(useStudio(), jobId));
  if (job === undefined) {
    return <ProgressLine label="In work" percent={0} />;
  }

  return <ProgressLine label={isActive(job.status) ? phaseText(job.phase) : statusText[job.status]} percent={job.percent} />;
}
