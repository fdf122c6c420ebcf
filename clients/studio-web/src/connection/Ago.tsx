import { useEffect, useState } from 'react';

/** "2 s ago". Renders only itself as time goes by, and is silent to screen readers while it does. */
export function Ago({ at }: { at: number }) {
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.floor((now - at) / 1000));

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), seconds < 60 ? 1000 : 15_000);
    return () => clearInterval(timer);
  }, [seconds < 60]);

  return <time dateTime={new Date(at).toISOString()}>{inWords(seconds)}</time>;
}

export function inWords(seconds: number): string {
  if (seconds < 1) {
    return 'just now';
  }

  if (seconds < 60) {
    return `${seconds} s ago`;
  }

  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
}
