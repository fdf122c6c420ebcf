import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/errors';
import type { Entities, EntityPath } from '../api/views';
import { Button, buttonClass } from '../design/Button';
import { EmptyState } from '../design/EmptyState';
import { Notice } from '../design/Notice';
import { Skeleton } from '../design/Skeleton';
import { JobState } from '../jobs/JobState';
import { Page } from '../layout/Page';
import { EntityMenu } from './EntityMenu';
import styles from './EntityPage.module.css';
import { kinds } from './kinds';
import { useEntity } from './useEntity';

export interface EntityPageProps<P extends EntityPath> {
  path: P;
  intro: (entity: Entities[P]) => ReactNode;
  actions?: (entity: Entities[P]) => ReactNode;
  children: (entity: Entities[P]) => ReactNode;
}

/** What the pages of all four kinds have alike: title, what can be done with it, and how its job is doing. */
export function EntityPage<P extends EntityPath>({ path, intro, actions, children }: EntityPageProps<P>) {
  const { id = '' } = useParams({ strict: false });
  const { data: entity, error, refetch } = useEntity(path, id);
  const navigate = useNavigate();
  const toList = () => void navigate({ to: `/${path}` as const });
  const above = <Link to={`/${path}` as const} className={styles.above}>{kinds[path].many}</Link>;

  if (error instanceof ApiError && error.status === 404) {
    return <Gone path={path} />;
  }

  if (entity === undefined) {
    return error
      ? <Page title={kinds[path].many}><Notice action={<Button small icon="retry" onPress={() => void refetch()}>Try again</Button>}>{error.message}</Notice></Page>
      : <Page title={undefined} above={above} intro={<Skeleton width="14rem" height="1.5em" />}><Skeleton height="58px" /><Skeleton height="14rem" /></Page>;
  }

  return (
    <Page
      title={entity.title}
      above={above}
      intro={intro(entity)}
      menu={<EntityMenu path={path} entity={entity} onDeleted={toList} />}
      actions={actions?.(entity)}
    >
      {entity.status !== 'ready' && <JobState jobId={entity.jobId} />}
      {children(entity)}
    </Page>
  );
}

function Gone({ path }: { path: EntityPath }) {
  return (
    <Page title={`No such ${kinds[path].one}`}>
      <EmptyState icon={path} title="It is not here any more" text="It has been deleted, or the address is wrong."
        action={<Link to={`/${path}` as const} className={buttonClass()}>{`All ${path}`}</Link>} />
    </Page>
  );
}
