// What a page loads that calls `connect` and `subscribe`: our code, bundled, minified and compressed, without its one dependency. Sharing between tabs is loaded beside it.
import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';

const limit = 6 * 1024;
const core = await size({ external: ['eventsource-parser', './shared/*'] });
const all = await size({});
console.log(`core: ${core} bytes, at most ${limit}; with sharing and eventsource-parser ${all}`);
if (core > limit) process.exit(1);

async function size(options) {
  const { outputFiles } = await build({ entryPoints: ['dist/index.js'], bundle: true, minify: true, format: 'esm', write: false, ...options });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
