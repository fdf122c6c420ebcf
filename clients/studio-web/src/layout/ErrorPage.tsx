import { Button } from '../design/Button';
import { usePageTitle } from './usePageTitle';
import styles from './ErrorPage.module.css';

/** In place of a page, or of everything, that could not be shown. */
export function ErrorPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  usePageTitle('Something went wrong');
  return (
    <div role="alert" className={styles.page}>
      <h1>Something went wrong</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <Button variant="primary" icon="retry" onPress={onRetry}>Try again</Button>
    </div>
  );
}
