import { useJournal } from '../connection/realtime';
import { Card } from '../design/Card';
import { spanText, percentile, spansOf, type Spans } from './spans';
import { TimesChart } from './TimesChart';
import styles from './MeasuredTimes.module.css';

const most = 100;

const parts = [
  { part: 'toNotifier', name: 'To the notifier', of: 'worker, bus' },
  { part: 'toTab', name: 'To this tab', of: 'Redis, edge, gateway' },
  { part: 'whole', name: 'Together', of: '' },
] as const satisfies readonly { part: keyof Spans; name: string; of: string }[];

/** How long events took, measured by themselves. */
export function MeasuredTimes() {
  const { events, clockAhead } = useJournal();
  const live = events.filter(({ timing, replayed }) => timing !== undefined && !replayed).slice(0, most);
  const spans = live.map(event => spansOf(event, clockAhead));

  return (
    <Card title="Measured times">
      {spans.length === 0
        ? <p className={styles.note}>{events.length > 1 ? 'This server does not send times with its events.' : 'Nothing has come yet.'}</p>
        : (
          <>
            <TimesChart spans={spans} />
            <TimesTable spans={spans} />
            <p className={styles.note}>Of the last {spans.length} events that came live. {clockNote(clockAhead)}</p>
          </>
        )}
    </Card>
  );
}

function TimesTable({ spans }: { spans: readonly Spans[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr><th scope="col">From what happened</th><th scope="col">newest</th><th scope="col">median</th><th scope="col">95 %</th></tr>
      </thead>
      <tbody>
        {parts.map(({ part, name, of }) => {
          const known = spans.flatMap(each => each[part] ?? []);
          return (
            <tr key={part} data-part={part}>
              <th scope="row">{name} {of && <span className={styles.of}>{of}</span>}</th>
              <td>{spanText(spans[0]?.[part])}</td>
              <td>{spanText(percentile(known, 50))}</td>
              <td>{spanText(percentile(known, 95))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function clockNote(ahead: number): string {
  return ahead === 0
    ? 'By the clocks of server and browser, which seem to agree.'
    : `This browser’s clock is ${spanText(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} the server’s. That is taken off, so that the quickest event took 0 ms.`;
}
