import type { PodcastView } from '../api/views';
import { Audio } from '../audio/Audio';
import { durationText } from '../audio/duration';
import { timeText } from '../design/Time';
import { EntityPage } from '../entities/EntityPage';
import { PodcastSources } from './PodcastSources';
import { Script } from './Script';

export function PodcastPage() {
  return (
    <EntityPage path="podcasts" intro={introOf}>
      {podcast => (
        <>
          <Audio path="podcasts" entity={podcast} />
          <Script podcast={podcast} />
          <PodcastSources ids={podcast.documentIds} />
        </>
      )}
    </EntityPage>
  );
}

function introOf({ durationSeconds, documentIds, createdAt }: PodcastView): string {
  return [
    documentIds.length === 1 ? 'About 1 document' : `About ${documentIds.length} documents`,
    durationSeconds === undefined ? undefined : durationText(durationSeconds),
    timeText(createdAt),
  ].filter(Boolean).join(' · ');
}
