import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import styles from './HomePage.module.css';

export interface HomeSectionProps {
  title: string;
  all: { to: '/documents' | '/jobs' | '/activity'; name: string };
  children: ReactNode;
}

export function HomeSection({ title, all, children }: HomeSectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <header className={styles.heading}>
        <h2 id={id}>{title}</h2>
        <Link to={all.to}>{all.name}</Link>
      </header>
      {children}
    </section>
  );
}
