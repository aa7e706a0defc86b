/** `npm run build:client`: writes client/dist, the client's modules and their types. */
import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { bundleClient } from '../lib/bundling/bundle-client';
import { declareClient } from '../lib/bundling/declare-client';
import { runWithoutOptions } from './run-without-options';

const dist = path.join(__dirname, '..', 'client', 'dist');

runWithoutOptions({
  name: 'build:client',
  description: 'Replaces the content of client/dist with the modules of the client and their types.',
  async run() {
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist);
    const sizes = await bundleClient(dist);
    declareClient(dist);
    for (const [name, bytes] of Object.entries(sizes)) console.log(`client/dist/${name}  ${bytes} bytes`);
    return [];
  },
}).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
