import { useSyncExternalStore } from 'react';
import type { JobNews } from './jobNews';

export interface Toast extends JobNews {
  key: number;
  title: string;
  /** It came to nothing because its user wanted that. */
  cancelled: boolean;
}

/** More than these are not read; the oldest goes. */
const most = 3;

let toasts: readonly Toast[] = [];
let keys = 0;
const listeners = new Set<() => void>();

/** Of one thing there is only the newest. */
export function showToast(toast: Omit<Toast, 'key'>): void {
  set([...toasts.filter(({ path, id }) => path !== toast.path || id !== toast.id), { ...toast, key: keys++ }].slice(-most));
}

export function dismissToasts(which: (toast: Toast) => boolean): void {
  set(toasts.filter(toast => !which(toast)));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => toasts);
}

function set(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach(listener => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
