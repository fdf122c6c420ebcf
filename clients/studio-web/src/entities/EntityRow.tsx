import type { EntityPath, EntityView } from '../api/views';
import { Row } from '../design/Row';
import rowStyles from '../design/Row.module.css';
import { timeText } from '../design/Time';
import { JobLine } from '../jobs/JobLine';
import { EntityLink } from './EntityLink';
import { EntityMenu } from './EntityMenu';
import { kinds } from './kinds';

export interface EntityRowProps {
  path: EntityPath;
  entity: EntityView;
  details: (string | undefined)[];
}

export function EntityRow({ path, entity, details }: EntityRowProps) {
  return (
    <Row
      icon={path}
      title={<EntityLink path={path} id={entity.id}>{entity.title}</EntityLink>}
      below={<EntityState path={path} entity={entity} details={details} />}
      end={<EntityMenu path={path} entity={entity} />}
    />
  );
}

function EntityState({ path, entity, details }: EntityRowProps) {
  switch (entity.status) {
    case 'pending':
      return <JobLine jobId={entity.jobId} />;
    case 'failed':
      return <p className={rowStyles.bad}>{`It could not be ${kinds[path].done}. Open it to see why.`}</p>;
    case 'ready':
      return <p>{[...details, timeText(entity.createdAt)].filter(Boolean).join(' · ')}</p>;
  }
}
