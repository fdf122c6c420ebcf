import listStyles from './PagedList.module.css';
import rowStyles from './Row.module.css';
import styles from './Skeleton.module.css';

/** As large as what will stand there. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className={styles.skeleton} style={{ width, height }} />;
}

export function SkeletonRows({ label, count = 4 }: { label: string; count?: number }) {
  return (
    <div role="status" aria-label={`Loading ${label.toLowerCase()}`} className={listStyles.skeleton}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={rowStyles.row}>
          <Skeleton width="34px" height="34px" />
          <div className={rowStyles.text}>
            <span className={rowStyles.line}><Skeleton width={`${55 - 7 * (index % 3)}%`} /></span>
            <span className={rowStyles.line}><Skeleton width="35%" height="0.8em" /></span>
          </div>
        </div>
      ))}
    </div>
  );
}
