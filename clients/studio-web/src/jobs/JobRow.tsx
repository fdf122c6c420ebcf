import type { JobView } from '../api/views';
import { ProgressLine } from '../design/ProgressLine';
import { Row } from '../design/Row';
import rowStyles from '../design/Row.module.css';
import { timeText } from '../design/Time';
import { EntityLink } from '../entities/EntityLink';
import { kinds, pathOf } from '../entities/kinds';
import { CancelButton, RetryButton } from './JobButtons';
import { isActive, phaseText, statusText } from './words';

export function JobRow({ job }: { job: JobView }) {
  const path = pathOf[job.entityType];
  const ended = job.status === 'failed' || job.status === 'cancelled';
  return (
    <Row
      icon={path}
      title={job.title === undefined ? <span>{`A ${kinds[path].one} that has been deleted`}</span> : <EntityLink path={path} id={job.entityId}>{job.title}</EntityLink>}
      below={<JobState job={job} />}
      end={isActive(job.status) ? <CancelButton job={job} /> : ended && job.title !== undefined && <RetryButton job={job} />}
    />
  );
}

function JobState({ job }: { job: JobView }) {
  if (isActive(job.status)) {
    return <ProgressLine label={phaseText(job.phase)} percent={job.percent} />;
  }

  if (job.status === 'failed') {
    return <p className={rowStyles.bad} title={job.error}>{job.error ?? 'Failed.'}</p>;
  }

  return <p>{[statusText[job.status], timeText(job.finishedAt ?? job.createdAt)].join(' · ')}</p>;
}
