import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '../design/Icon';
import styles from './Navigation.module.css';

const pages = [
  { to: '/', name: 'Overview', icon: 'overview' },
  { to: '/documents', name: 'Documents', icon: 'documents' },
  { to: '/podcasts', name: 'Podcasts', icon: 'podcasts' },
  { to: '/voiceovers', name: 'Voiceovers', icon: 'voiceovers' },
  { to: '/infographics', name: 'Infographics', icon: 'infographics' },
  { to: '/jobs', name: 'Jobs', icon: 'jobs' },
  { to: '/activity', name: 'Activity', icon: 'activity' },
  { to: '/live', name: 'Live', icon: 'live' },
] as const satisfies readonly { to: string; name: string; icon: IconName }[];

export function Navigation() {
  return (
    <nav aria-label="Main">
      <ul className={styles.list}>
        {pages.map(({ to, name, icon }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === '/' }} className={styles.link} preload="intent">
              <Icon name={icon} size={19} />{name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
