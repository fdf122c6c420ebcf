// What is published: the built files, and what npm adds by itself.
import { execFileSync } from 'node:child_process';

const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8' }));
const paths = files.map(({ path }) => path);
const strange = paths.filter((path) => !/^(dist\/.+\.(js|d\.ts)|package\.json|README\.md|LICENSE)$/.test(path));
const missing = ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'dist/react/index.js', 'dist/query/index.js'].filter((path) => !paths.includes(path));
console.log(`package: ${paths.length} files`);
if (strange.length || missing.length) {
  console.error({ strange, missing });
  process.exit(1);
}
