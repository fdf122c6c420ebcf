import { ToastCard } from './ToastCard';
import styles from './Toasts.module.css';
import { useToasts } from './toastStore';
import { useJobToasts } from './useJobToasts';

export function Toasts() {
  useJobToasts();
  const toasts = useToasts();
  return (
    <section aria-label="Notifications" aria-live="polite" aria-relevant="additions" className={styles.toasts}>
      {toasts.map(toast => <ToastCard key={toast.key} toast={toast} />)}
    </section>
  );
}
