import type { Spans } from './spans';
import { percentile } from './spans';
import styles from './MeasuredTimes.module.css';

const [bars, height] = [100, 64];

/** One bar for each event, newest at the right. The table says it in figures. */
export function TimesChart({ spans }: { spans: readonly Spans[] }) {
  const known = spans.flatMap(({ whole }) => whole ?? []);
  // One slow event must not make all others invisible.
  const most = Math.max(1, (percentile(known, 95) ?? 1) * 1.25);
  const scale = (span = 0) => Math.min(height, (span / most) * height);

  return (
    <svg className={styles.chart} viewBox={`0 0 ${bars} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {spans.map(({ toNotifier, toTab }, index) => {
        const [lower, upper] = [scale(toTab), scale(toNotifier)];
        const x = bars - 1 - index;
        return (
          <g key={index}>
            <rect className={styles.toTab} x={x + 0.15} y={height - lower} width={0.7} height={lower} />
            <rect className={styles.toNotifier} x={x + 0.15} y={height - Math.min(height, lower + upper)} width={0.7} height={Math.min(upper, height - lower)} />
          </g>
        );
      })}
    </svg>
  );
}
