import { durationText } from '../audio/duration';
import { EntityListPage } from '../entities/EntityListPage';
import { NewPodcastButton } from './NewPodcast';

export function PodcastsPage() {
  return (
    <EntityListPage
      path="podcasts"
      intro="A conversation between two voices about one to ten of your documents."
      action={<NewPodcastButton />}
      empty={{ title: 'No podcasts yet', text: 'Choose “New podcast” and the documents that it shall be about.' }}
      details={podcast => [
        podcast.documentIds.length === 1 ? '1 document' : `${podcast.documentIds.length} documents`,
        podcast.durationSeconds === undefined ? undefined : durationText(podcast.durationSeconds),
        podcast.audioKind === 'transcript' ? 'Transcript' : undefined,
      ]}
    />
  );
}
