const storageKey = 'realtime-mesh.recent-names';
const most = 4;

/** Names used on this machine, newest first. Only names: tokens never leave the tab. */
export function recentNames(): string[] {
  const stored = localStorage.getItem(storageKey);
  return stored === null ? [] : (JSON.parse(stored) as string[]);
}

export function rememberName(name: string): void {
  const names = [name, ...recentNames().filter(other => other !== name)].slice(0, most);
  localStorage.setItem(storageKey, JSON.stringify(names));
}
