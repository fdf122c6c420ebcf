import { useInfiniteQuery } from '@tanstack/react-query';
import { jobList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { EmptyState } from '../design/EmptyState';
import { PagedList } from '../design/PagedList';
import { Page } from '../layout/Page';
import { JobRow } from './JobRow';

export function JobsPage() {
  const list = useInfiniteQuery(jobList(useStudio()));
  return (
    <Page title="Jobs" intro="Everything that has been made for you or is being made now. It moves by itself.">
      <PagedList
        label="Jobs"
        query={list}
        empty={<EmptyState icon="jobs" title="No jobs yet" text="Add a document or make a podcast, and its job is shown here." />}
        row={job => <JobRow key={job.id} job={job} />}
      />
    </Page>
  );
}
