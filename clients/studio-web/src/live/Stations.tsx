import styles from './Stations.module.css';

const stations = [
  { name: 'Worker', does: 'ends a job', shape: 'M12 8.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4ZM12 4v2.2M12 17.8V20M4 12h2.2M17.8 12H20M6.4 6.4l1.5 1.5M16.1 16.1l1.5 1.5M6.4 17.6l1.5-1.5M16.1 7.9l1.5-1.5' },
  { name: 'Bus', does: 'keeps it safe', shape: 'M4.5 7h15v10h-15zM4.5 7.5l7.5 5.5 7.5-5.5' },
  { name: 'Notifier', does: 'says for whom', shape: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10.5 20h3' },
  { name: 'Redis', does: 'logs and tells', shape: 'M5 6.5c0-1.4 3.1-2.5 7-2.5s7 1.1 7 2.5S15.9 9 12 9 5 7.9 5 6.5ZM5 6.5v11c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5v-11M5 12c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5' },
  { name: 'Edge', does: 'holds the stream', shape: 'M12 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3ZM8.1 15.9a5.5 5.5 0 0 1 0-7.8M15.9 8.1a5.5 5.5 0 0 1 0 7.8M5.3 18.7a9.5 9.5 0 0 1 0-13.4M18.7 5.3a9.5 9.5 0 0 1 0 13.4' },
  { name: 'This tab', does: 'refetches', shape: 'M4 5.5h16v13H4zM4 9.5h16M6.8 7.5v.01M9.2 7.5v.01' },
] as const;

/** @param broken There is no stream at this moment between the last two. */
export function Stations({ broken }: { broken: boolean }) {
  return (
    <ol className={styles.stations} data-broken={broken}>
      {stations.map(({ name, does, shape }) => (
        <li key={name} className={styles.station}>
          <span className={styles.picture}>
            <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
              <path d={shape} />
            </svg>
          </span>
          <span className={styles.words}>
            <strong>{name}</strong>
            <span className={styles.does}>{does}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
