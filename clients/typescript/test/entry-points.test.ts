import { build } from 'esbuild';
import { expect, test } from 'vitest';

test.each([
  ['index.ts', ['eventsource-parser']],
  ['react/index.ts', ['eventsource-parser', 'react']],
  ['query/index.ts', ['@tanstack/query-core']],
])('%s needs %j, and no other package', async (entry, packages) => {
  const { metafile } = await build({
    entryPoints: [new URL(`../src/${entry}`, import.meta.url).pathname],
    bundle: true, write: false, metafile: true, format: 'esm', packages: 'external',
  });
  const imported = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));

  expect([...new Set(imported)].sort()).toEqual(packages);
});
