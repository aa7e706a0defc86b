/** Checks whether the peers with their own packages can run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = join(__dirname, '..', 'peers', 'node_modules');

/** Whether the peers are installed. If not, prints once on standard error how to install them. */
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
