// What a page that calls `connect` and `subscribe` loads: the core with its parser, bundled, minified and compressed.
import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';

const limit = 8.5 * 1024;
const { outputFiles } = await build({ entryPoints: ['dist/index.js'], bundle: true, minify: true, format: 'esm', write: false });
const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
console.log(`core: ${size} bytes, at most ${limit}`);
if (size > limit) process.exit(1);
