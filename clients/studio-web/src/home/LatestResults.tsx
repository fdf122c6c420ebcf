import { useInfiniteQuery } from '@tanstack/react-query';
import { entityList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import type { EntityPath, EntityView } from '../api/views';
import { Row } from '../design/Row';
import { SkeletonRows } from '../design/Skeleton';
import { timeText } from '../design/Time';
import { EntityLink } from '../entities/EntityLink';
import { kinds } from '../entities/kinds';
import styles from './HomePage.module.css';
import { HomeSection } from './HomeSection';

const shown = 5;

interface Result {
  path: EntityPath;
  entity: EntityView;
}

export function LatestResults() {
  const studio = useStudio();
  const podcasts = useInfiniteQuery(entityList(studio, 'podcasts'));
  const voiceovers = useInfiniteQuery(entityList(studio, 'voiceovers'));
  const infographics = useInfiniteQuery(entityList(studio, 'infographics'));
  const pending = [podcasts, voiceovers, infographics].some(list => list.isPending);
  const error = podcasts.error ?? voiceovers.error ?? infographics.error;
  const results = latest([...of('podcasts', podcasts.data), ...of('voiceovers', voiceovers.data), ...of('infographics', infographics.data)]);
  return (
    <HomeSection title="Latest results" all={{ to: '/activity', name: 'All activity' }}>
      {pending && <SkeletonRows label="results" count={1} />}
      {!pending && results.length > 0 && <ul className={styles.list}>{results.map(result => <ResultRow key={result.entity.id} {...result} />)}</ul>}
      {!pending && results.length === 0 && <div className={`${styles.list} ${styles.none}`}><p>{error?.message ?? 'What you make is here as soon as it is ready.'}</p></div>}
    </HomeSection>
  );
}

function ResultRow({ path, entity }: Result) {
  return (
    <Row
      icon={path}
      title={<EntityLink path={path} id={entity.id}>{entity.title}</EntityLink>}
      below={<p>{`${kinds[path].one.charAt(0).toUpperCase()}${kinds[path].one.slice(1)} · ${timeText(entity.updatedAt)}`}</p>}
    />
  );
}

const of = (path: EntityPath, entities: readonly EntityView[] = []): Result[] =>
  entities.filter(({ status }) => status === 'ready').map(entity => ({ path, entity }));

const latest = (results: Result[]): Result[] =>
  results.sort((a, b) => b.entity.updatedAt.localeCompare(a.entity.updatedAt)).slice(0, shown);
