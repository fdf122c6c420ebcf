import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Row.module.css';

export interface RowProps {
  icon: IconName;
  title: ReactNode;
  /** Always one line, so that nothing jumps when it changes. */
  below: ReactNode;
  end?: ReactNode;
}

/** A line of a list: an icon, two lines of text and what can be done. */
export function Row({ icon, title, below, end }: RowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.icon}><Icon name={icon} /></span>
      <div className={styles.text}>
        <div className={`${styles.line} ${styles.title}`}>{title}</div>
        <div className={`${styles.line} ${styles.below}`}>{below}</div>
      </div>
      {end && <div className={styles.end}>{end}</div>}
    </li>
  );
}
