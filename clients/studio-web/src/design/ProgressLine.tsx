import { Label, ProgressBar } from 'react-aria-components';
import styles from './ProgressLine.module.css';

/** @param percent 0 to 100. */
export function ProgressLine({ label, percent }: { label: string; percent: number }) {
  return (
    <ProgressBar value={percent} className={styles.progress!}>
      <Label className={styles.label!}>{label}</Label>
      <span className={styles.track}><span className={styles.bar} style={{ width: `${percent}%` }} /></span>
      <span className={styles.percent}>{percent}%</span>
    </ProgressBar>
  );
}
