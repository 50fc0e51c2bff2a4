#!/usr/bin/env node
// The `outrider` command from a checkout: brings everything up to date, then hands over to dist/cli.

import { bootstrap } from './bootstrap.mjs';

bootstrap({ pages: process.argv[2] === 'up' });
await import('../dist/cli/main.js');
