import { useInfiniteQuery } from '@tanstack/react-query';
import { activityList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { EmptyState } from '../design/EmptyState';
import { PagedList } from '../design/PagedList';
import { Page } from '../layout/Page';
import { ActivityRow } from './ActivityRow';

export function ActivityPage() {
  const list = useInfiniteQuery(activityList(useStudio()));
  return (
    <Page title="Activity" intro="What happened, newest first, by your hand and by your jobs.">
      <PagedList
        label="Activity"
        query={list}
        empty={<EmptyState icon="activity" title="Nothing has happened yet" text="Add a document or make something of one." />}
        row={activity => <ActivityRow key={activity.id} activity={activity} />}
      />
    </Page>
  );
}
