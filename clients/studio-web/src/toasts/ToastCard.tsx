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
  const { key, path, id, title, error, cancelled } = toast;
  const bad = error !== undefined && !cancelled;
  const [held, setHeld] = useState(false);
  const leaves = !bad && !held;

  useEffect(() => {
    const timer = leaves ? setTimeout(() => dismissToasts(other => other.key === key), stay) : undefined;
    return () => clearTimeout(timer);
  }, [leaves, key]);

  const { one: kind, done } = kinds[path];
  return (
    <div className={styles.toast} data-failed={bad}
      onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <Icon name={cancelled ? 'close' : bad ? 'failed' : 'ok'} />
      <div className={styles.text}>
        <p>{cancelled ? `The job of your ${kind} was cancelled` : bad ? `Your ${kind} could not be ${done}` : `Your ${kind} is ready`}</p>
        <EntityLink path={path} id={id} className={styles.link}>{title}</EntityLink>
        {bad && <p className={styles.error}>{error}</p>}
      </div>
      <IconButton icon="close" label="Dismiss" onPress={() => dismissToasts(other => other.key === key)} />
    </div>
  );
}
