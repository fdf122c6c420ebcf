import type { ActivityView } from '../api/views';
import { Row } from '../design/Row';
import { Time } from '../design/Time';
import { EntityLink } from '../entities/EntityLink';
import { kinds, pathOf } from '../entities/kinds';

const verbs: Record<string, string> = {
  created: 'was added',
  updated: 'was renamed',
  deleted: 'was deleted',
  completed: 'is ready',
  cancelled: 'was cancelled',
  retried: 'is being made again',
};

export function ActivityRow({ activity: { type, entityType, entityId, title, timestamp } }: { activity: ActivityView }) {
  const path = entityType === undefined ? undefined : pathOf[entityType];
  const name = title ?? 'Something';
  return (
    <Row
      icon={path ?? 'activity'}
      title={path === undefined || entityId === undefined || type === 'deleted'
        ? <span>{name}</span>
        : <EntityLink path={path} id={entityId}>{name}</EntityLink>}
      below={<p>{path === undefined ? type : `The ${kinds[path].one} ${type === 'failed' ? `could not be ${kinds[path].done}` : verbs[type] ?? type}`} · <Time value={timestamp} /></p>}
    />
  );
}
