import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './EmptyState.module.css';

/** Nothing is here; says what to do about it. */
export function EmptyState({ icon, title, text, action }: { icon: IconName; title: string; text: string; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} size={30} />
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}
