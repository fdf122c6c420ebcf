import { useSSE } from '@realtime-mesh/client/react';
import type { HistoryLine } from '../connection/journal';
import { holder } from '../connection/ConnectionDetails';
import { useJournal } from '../connection/realtime';
import { Card } from '../design/Card';
import { clockTime } from './clockTime';
import { openingInWords } from './openingInWords';
import styles from './StreamHistory.module.css';

/** What became of the stream since this tab was opened, and that nothing was missed. */
export function StreamHistory() {
  const { role, tabs } = useSSE();
  const { missed, received, history } = useJournal();

  return (
    <Card title="The stream">
      <dl className={styles.figures}>
        <Figure term="Events missed" value={missed} bad={missed > 0} />
        <Figure term="Events received" value={received} />
        <Figure term="Tabs that share it" value={tabs} />
      </dl>
      <p className={styles.holder}>One stream for all tabs: {holder(role, tabs)}.</p>
      <ol className={styles.history} aria-label="Openings and losses, newest first">
        {history.map((line, index) => <Line key={history.length - index} line={line} />)}
      </ol>
    </Card>
  );
}

function Figure({ term, value, bad = false }: { term: string; value: number; bad?: boolean }) {
  return (
    <div className={styles.figure} data-bad={bad}>
      <dt>{term}</dt>
      <dd>{value.toLocaleString()}</dd>
    </div>
  );
}

function Line({ line }: { line: HistoryLine }) {
  const lost = line.kind === 'lost';
  const at = lost ? line.at : line.opening.at;
  return (
    <li className={styles.line} data-lost={lost}>
      <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
      <span>{lost ? `lost: ${line.message}` : openingInWords(line.opening)}</span>
    </li>
  );
}
