import type { ReactElement, ReactNode } from 'react';
import styles from './Trial.module.css';

/** Something to do to the stream, and what it is good for in a line. */
export function Trial({ button, explanation, children }: { button: ReactElement; explanation: string; children?: ReactNode }) {
  return (
    <li className={styles.trial}>
      {button}
      <p className={styles.explanation}>{explanation}</p>
      {children && <div className={styles.outcome}>{children}</div>}
    </li>
  );
}
