import { defineConfig } from 'vitest/config';

const react18 = new URL('../react-18/node_modules/', import.meta.url).pathname;

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'client', include: ['test/**/*.test.{ts,tsx}'] } },
      {
        // The same tests of /react once more, with the oldest React that it supports.
        resolve: { alias: { 'react-dom': `${react18}react-dom`, react: `${react18}react` } },
        test: { name: 'react 18', include: ['test/react/**/*.test.{ts,tsx}'] },
      },
    ],
  },
});
