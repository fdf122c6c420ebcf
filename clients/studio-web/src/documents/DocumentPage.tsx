import type { DocumentView } from '../api/views';
import { Card } from '../design/Card';
import { timeText } from '../design/Time';
import { EntityPage } from '../entities/EntityPage';
import styles from './DocumentPage.module.css';
import { formatText, sizeText } from './format';
import { MakeInfographicButton, MakePodcastButton } from './MakeButtons';

export function DocumentPage() {
  return (
    <EntityPage path="documents" intro={introOf} actions={document => document.status !== 'failed' && (
      <>
        <MakePodcastButton document={document} variant="primary" />
        <MakeInfographicButton document={document} />
      </>
    )}>
      {document => <Analysis document={document} />}
    </EntityPage>
  );
}

function introOf({ format, sizeBytes, wordCount, readingMinutes, createdAt }: DocumentView): string {
  return [
    formatText[format],
    wordCount === undefined ? sizeText(sizeBytes) : `${wordCount.toLocaleString()} words`,
    readingMinutes === undefined ? undefined : `${readingMinutes} min to read`,
    timeText(createdAt),
  ].filter(Boolean).join(' · ');
}

function Analysis({ document }: { document: DocumentView }) {
  if (document.status === 'failed') {
    return null;
  }

  if (document.status === 'pending') {
    return <p className={styles.muted}>Summary, headings and keywords will be here as soon as it has been read.</p>;
  }

  return (
    <div className={styles.grid}>
      <Card title="Summary"><p>{document.summary ?? 'It has no text to sum up.'}</p></Card>
      <Card title="Keywords">
        {document.keywords?.length
          ? <ul className={styles.keywords}>{document.keywords.map(({ word, count }) => <li key={word}>{word}<span>{count}<span className={styles.hidden}> times</span></span></li>)}</ul>
          : <p className={styles.muted}>None stand out.</p>}
      </Card>
      <Card title="Headings">
        {document.headings?.length
          ? <ol className={styles.headings}>{document.headings.map(({ level, text }, index) => <li key={index} style={{ paddingInlineStart: `${(level - 1) * 1.1}rem` }}>{text}</li>)}</ol>
          : <p className={styles.muted}>It has no headings.</p>}
      </Card>
    </div>
  );
}
