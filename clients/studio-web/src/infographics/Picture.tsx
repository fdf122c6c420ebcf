import type { InfographicView } from '../api/views';
import { Skeleton } from '../design/Skeleton';
import { ContentError } from '../entities/ContentError';
import { DownloadLink } from '../entities/DownloadLink';
import { useContent } from '../entities/useContent';
import styles from './Picture.module.css';

/** Shown as an image, never as part of the page: an SVG in an img element runs no scripts. */
export function Picture({ infographic }: { infographic: InfographicView }) {
  const { url, error, retry } = useContent('infographics', infographic);
  if (infographic.status === 'failed') {
    return null;
  }

  if (error) {
    return <ContentError error={error} onRetry={retry} />;
  }

  return (
    <figure className={styles.picture}>
      {url === undefined ? <Skeleton height="24rem" /> : <img src={url} alt={`Bar chart: ${infographic.title}`} />}
      <div><DownloadLink url={url} fileName={`${infographic.title}.svg`} /></div>
    </figure>
  );
}
