import { useId, type ReactElement, type ReactNode } from 'react';
import styles from './Trial.module.css';

/** Something to do to the stream, and what it is good for in a line. */
export function Trial({ button, explanation, children }: { button: ReactElement; explanation: string; children?: ReactNode }) {
  const id = useId();
  return (
    <li className={styles.trial} role="group" aria-labelledby={id}>
      {button}
      <p id={id} className={styles.explanation}>{explanation}</p>
      {children && <div className={styles.outcome}>{children}</div>}
    </li>
  );
}
