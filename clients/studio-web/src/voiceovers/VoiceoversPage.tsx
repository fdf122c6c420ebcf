import { durationText } from '../audio/duration';
import { EntityListPage } from '../entities/EntityListPage';
import { NewVoiceoverButton } from './NewVoiceover';

export function VoiceoversPage() {
  return (
    <EntityListPage
      path="voiceovers"
      intro="Your own text, read aloud by one voice."
      action={<NewVoiceoverButton />}
      empty={{ title: 'No voiceovers yet', text: 'Choose “New voiceover” and type or paste what shall be read.' }}
      details={voiceover => [
        voiceover.durationSeconds === undefined ? undefined : durationText(voiceover.durationSeconds),
        voiceover.audioKind === 'transcript' ? 'Transcript' : undefined,
      ]}
    />
  );
}
