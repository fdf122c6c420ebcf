import type { PodcastView, VoiceoverView } from '../api/views';
import { Skeleton } from '../design/Skeleton';
import { ContentError } from '../entities/ContentError';
import { DownloadLink } from '../entities/DownloadLink';
import { useContent } from '../entities/useContent';
import styles from './Audio.module.css';

type AudioProps = { path: 'podcasts'; entity: PodcastView } | { path: 'voiceovers'; entity: VoiceoverView };

/** What was recorded, to be played; or, where nothing can speak, a word about that and the transcript as a file. */
export function Audio({ path, entity }: AudioProps) {
  const { url, error, retry } = useContent(path, entity);
  if (entity.status !== 'ready') {
    return null;
  }

  if (error) {
    return <ContentError error={error} onRetry={retry} />;
  }

  const speech = entity.audioKind === 'speech';
  return (
    <div className={styles.audio}>
      <div className={styles.player}>
        {!speech && <p>No voice is installed on this server, so there is a transcript with times in place of sound.</p>}
        {speech && (url === undefined ? <Skeleton height="54px" /> : <audio controls preload="metadata" src={url} aria-label={`Play ${entity.title}`} />)}
      </div>
      <DownloadLink url={url} fileName={`${entity.title}.${speech ? 'wav' : 'vtt'}`} />
    </div>
  );
}
