import { useQueries } from '@tanstack/react-query';
import { entityDetail } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { Card } from '../design/Card';
import { EntityLink } from '../entities/EntityLink';
import styles from './PodcastSources.module.css';

/** The documents that it is about, as far as they still exist. */
export function PodcastSources({ ids }: { ids: string[] }) {
  const studio = useStudio();
  const sources = useQueries({ queries: ids.map(id => entityDetail(studio, 'documents', id)) });
  return (
    <Card title="Made of">
      <ul className={styles.sources}>
        {sources.map(({ data, error }, index) => (
          <li key={ids[index]}>
            {data ? <EntityLink path="documents" id={data.id}>{data.title}</EntityLink> : <span className={styles.muted}>{error ? 'A document that has been deleted' : '…'}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
