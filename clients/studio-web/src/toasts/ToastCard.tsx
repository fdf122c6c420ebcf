import { useEffect, useState } from 'react';
import { IconButton } from '../design/Button';
import { Icon } from '../design/Icon';
import { EntityLink } from '../entities/EntityLink';
import { kinds } from '../entities/kinds';
import { dismissToasts, type Toast } from './toastStore';
import styles from './Toasts.module.css';

/** How long good news stay. Milliseconds. Bad ones stay until they are closed. */
const stay = 8_000;

export function ToastCard({ toast }: { toast: Toast }) {
  const { key, path, id, title, error } = toast;
  const [held, setHeld] = useState(false);
  const leaves = error === undefined && !held;

  useEffect(() => {
    const timer = leaves ? setTimeout(() => dismissToasts(other => other.key === key), stay) : undefined;
    return () => clearTimeout(timer);
  }, [leaves, key]);

  const { one: kind, done } = kinds[path];
  return (
    <div className={styles.toast} data-failed={error !== undefined}
      onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <Icon name={error === undefined ? 'ok' : 'failed'} />
      <div className={styles.text}>
        <p>{error === undefined ? `Your ${kind} is ready` : `Your ${kind} could not be ${done}`}</p>
        <EntityLink path={path} id={id} className={styles.link}>{title}</EntityLink>
        {error !== undefined && <p className={styles.error}>{error}</p>}
      </div>
      <IconButton icon="close" label="Dismiss" onPress={() => dismissToasts(other => other.key === key)} />
    </div>
  );
}
