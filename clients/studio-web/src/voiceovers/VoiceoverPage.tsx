import type { VoiceoverView } from '../api/views';
import { Audio } from '../audio/Audio';
import { durationText } from '../audio/duration';
import { Card } from '../design/Card';
import { timeText } from '../design/Time';
import { EntityPage } from '../entities/EntityPage';
import styles from './VoiceoverPage.module.css';

export function VoiceoverPage() {
  return (
    <EntityPage path="voiceovers" intro={introOf}>
      {voiceover => (
        <>
          <Audio path="voiceovers" entity={voiceover} />
          <Card title="Text"><p className={styles.text}>{voiceover.text}</p></Card>
        </>
      )}
    </EntityPage>
  );
}

function introOf({ durationSeconds, createdAt }: VoiceoverView): string {
  return [durationSeconds === undefined ? undefined : durationText(durationSeconds), timeText(createdAt)].filter(Boolean).join(' · ');
}
