/** `npm run build:client`: writes client/dist, the client's modules and their types. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { bundleClient } from '../lib/bundling/bundle-client';

const client = path.join(__dirname, '..', 'client');
const dist = path.join(client, 'dist');
const tsc = path.join(__dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc');

async function main(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const sizes = await bundleClient(dist);
  execFileSync(process.execPath, [tsc, '--project', client], { stdio: 'inherit' });
  for (const [name, bytes] of Object.entries(sizes)) console.log(`client/dist/${name}  ${bytes} bytes`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
