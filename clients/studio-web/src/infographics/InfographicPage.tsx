import { useQuery } from '@tanstack/react-query';
import { entityDetail } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { timeText } from '../design/Time';
import { EntityLink } from '../entities/EntityLink';
import { EntityPage } from '../entities/EntityPage';
import { Picture } from './Picture';

export function InfographicPage() {
  return (
    <EntityPage path="infographics" intro={({ documentId, points, createdAt }) => (
      <>{documentId !== undefined ? <Source id={documentId} /> : `${points?.length ?? 0} points`} · {timeText(createdAt)}</>
    )}>
      {infographic => <Picture infographic={infographic} />}
    </EntityPage>
  );
}

function Source({ id }: { id: string }) {
  const { data, error } = useQuery(entityDetail(useStudio(), 'documents', id));
  return data ? <>Of <EntityLink path="documents" id={id}>{data.title}</EntityLink></> : <>{error ? 'Of a document that has been deleted' : 'Of a document'}</>;
}
