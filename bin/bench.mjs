// Runs one benchmark or fault command: `bench.mjs matching …` brings everything up to date and runs dist/bench/matching.js.

import { bootstrap } from './bootstrap.mjs';

const [name] = process.argv.splice(2, 1);
bootstrap({ pages: false });
await import(`../dist/bench/${name}.js`);
