import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { entityList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import type { Entities, EntityPath } from '../api/views';
import { EmptyState } from '../design/EmptyState';
import { PagedList } from '../design/PagedList';
import { Page } from '../layout/Page';
import { EntityRow } from './EntityRow';
import { kinds } from './kinds';

export interface EntityListPageProps<P extends EntityPath> {
  path: P;
  intro: ReactNode;
  /** What makes a new one. */
  action: ReactNode;
  /** Stands above the list. */
  above?: ReactNode;
  empty: { title: string; text: string };
  /** What a ready one's row says besides its title. */
  details: (entity: Entities[P]) => (string | undefined)[];
}

export function EntityListPage<P extends EntityPath>({ path, intro, action, above, empty, details }: EntityListPageProps<P>) {
  const list = useInfiniteQuery(entityList(useStudio(), path));
  return (
    <Page title={kinds[path].many} intro={intro} actions={action}>
      {above}
      <PagedList
        label={kinds[path].many}
        query={list}
        empty={<EmptyState icon={path} title={empty.title} text={empty.text} />}
        row={entity => <EntityRow key={entity.id} path={path} entity={entity} details={details(entity)} />}
      />
    </Page>
  );
}
