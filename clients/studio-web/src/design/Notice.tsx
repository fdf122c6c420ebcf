import type { ReactNode } from 'react';
import { Icon } from './Icon';
import styles from './Notice.module.css';

/** Something went wrong, where it went wrong. */
export function Notice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div role="alert" className={styles.notice}>
      <Icon name="failed" />
      <p>{children}</p>
      {action}
    </div>
  );
}
