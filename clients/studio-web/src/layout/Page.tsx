import type { ReactNode } from 'react';
import { usePageTitle } from './usePageTitle';
import styles from './Page.module.css';

export interface PageProps {
  title: string;
  /** Stands above the title: where this page belongs. */
  above?: ReactNode;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, above, intro, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {above}
          <h1>{title}</h1>
          {intro !== undefined && <div className={styles.intro}>{intro}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
