/** Whether the peers that need packages of their own can be run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = join(__dirname, '..', 'peers', 'node_modules');

/** Says once, on standard error, how they are installed when they are not. */
export function peersInstalled(): boolean {
  const installed = existsSync(PACKAGES);
  if (!installed) tell();
  return installed;
}

let told = false;

function tell(): void {
  if (!told) {
    console.error(
      'Some peers are not installed and are skipped: run npm ci --prefix bench/peers --ignore-scripts',
    );
  }
  told = true;
}
