import type { ReactNode } from 'react';
import { Skeleton } from '../design/Skeleton';
import { usePageTitle } from './usePageTitle';
import styles from './Page.module.css';

export interface PageProps {
  /** Absent while it is not known yet. */
  title: string | undefined;
  /** Stands above the title: where this page belongs. */
  above?: ReactNode;
  intro?: ReactNode;
  /** What else can be done, beside the title. */
  menu?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, above, intro, menu, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {above}
          <div className={styles.title}><h1>{title ?? <TitleSkeleton />}</h1>{menu}</div>
          {intro !== undefined && <div className={styles.intro}>{intro}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

function TitleSkeleton() {
  return <span role="status" aria-label="Loading"><Skeleton width="min(18rem, 60vw)" height="1.25em" /></span>;
}
