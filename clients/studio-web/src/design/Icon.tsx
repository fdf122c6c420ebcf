const shapes = {
  overview: 'M4 11.5 12 5l8 6.5M6 10v9h4v-5h4v5h4v-9',
  documents: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5',
  podcasts: 'M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3ZM6 11a6 6 0 0 0 12 0M12 17v3.5M9 20.5h6',
  voiceovers: 'M4 10v4M8 6.5v11M12 9v6M16 4.5v15M20 10v4',
  infographics: 'M4.5 20h15M7 16.5v-5M12 16.5v-10M17 16.5v-7',
  jobs: 'M12 4.5v3M12 16.5v3M4.5 12h3M16.5 12h3M6.7 6.7l2.1 2.1M15.2 15.2l2.1 2.1M6.7 17.3l2.1-2.1M15.2 8.8l2.1-2.1',
  activity: 'M12 4.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15ZM12 8v4l2.8 1.8',
  live: 'M12 10.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3ZM8.1 15.9a5.5 5.5 0 0 1 0-7.8M15.9 8.1a5.5 5.5 0 0 1 0 7.8M5.3 18.7a9.5 9.5 0 0 1 0-13.4M18.7 5.3a9.5 9.5 0 0 1 0 13.4',
  add: 'M12 5.5v13M5.5 12h13',
  upload: 'M12 16V5M7.5 9 12 4.5 16.5 9M5 15.5V19h14v-3.5',
  download: 'M12 4.5V15M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  edit: 'M5 19l.8-3.6L16 5.2l2.8 2.8L8.6 18.2zM14 7.2 16.8 10',
  delete: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  menu: 'M4.5 7h15M4.5 12h15M4.5 17h15',
  light: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  dark: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  user: 'M12 4.5a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5ZM5 20a7 7 0 0 1 14 0',
  ok: 'M5.5 12.5 10 17l8.5-10',
  failed: 'M12 4.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15ZM12 8v5M12 15.9v.01',
  retry: 'M18.5 12a6.5 6.5 0 1 1-2-4.7M18.5 4.5v4h-4',
} as const;

export type IconName = keyof typeof shapes;

/** Decoration: what it stands for is always said in words beside it or in a label. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={shapes[name]} {...(name === 'more' && { strokeWidth: 3 })} />
    </svg>
  );
}
