import { Link } from '@tanstack/react-router';
import { buttonClass } from '../design/Button';
import styles from './ErrorPage.module.css';
import { usePageTitle } from './usePageTitle';

export function NotFoundPage() {
  usePageTitle('Not found');
  return (
    <div className={styles.page}>
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or what was here has been deleted.</p>
      <Link to="/" className={buttonClass('primary')}>Go to the overview</Link>
    </div>
  );
}
