import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ConnectionBadge } from '../connection/ConnectionBadge';
import { IconButton } from '../design/Button';
import { Toasts } from '../toasts/Toasts';
import { Navigation } from './Navigation';
import { ThemeSwitch } from './ThemeSwitch';
import { UserMenu } from './UserMenu';
import styles from './Shell.module.css';

export function Shell() {
  const path = useRouterState({ select: state => state.location.pathname });
  const main = useFocusOnNavigation(path);
  const [menuPath, setMenuPath] = useState<string>();
  const menuOpen = menuPath === path;
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip} onClick={() => main.current?.focus()}>Skip to content</a>
      <header className={styles.header}>
        <div className={styles.menuButton}>
          <IconButton icon={menuOpen ? 'close' : 'menu'} label="Menu" aria-expanded={menuOpen} aria-controls="navigation"
            onPress={() => setMenuPath(menuOpen ? undefined : path)} />
        </div>
        <span className={styles.brand}><img src="/icon.svg" alt="" width="26" height="26" />Studio</span>
        <div className={styles.end}>
          <ConnectionBadge />
          <ThemeSwitch />
          <UserMenu />
        </div>
      </header>
      <div id="navigation" className={styles.side} data-open={menuOpen}><Navigation /></div>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}><Outlet /></main>
      <Toasts />
    </div>
  );
}

/** A screen reader hears of the new page, and Tab goes on from its beginning. */
function useFocusOnNavigation(path: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path) {
      shown.current = path;
      main.current?.focus({ preventScroll: true });
    }
  }, [path]);
  return main;
}
