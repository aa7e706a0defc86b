/**
 * Adds the integrity of packages for other platforms to package-lock.json. npm omits it for packages that it has not
 * fetched. `npm ci` then verifies every package on every platform. Run this after each change of dependencies: a test
 * rejects a lock file with a gap.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const gaps = Object.entries(lock.packages).filter(
  ([path, { integrity, inBundle, link }]) =>
    path.includes('node_modules/') && !integrity && !inBundle && !link,
);
console.log(`${gaps.length} packages without integrity`);
for (const [path, entry] of gaps) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const integrity = execFileSync('npm', ['view', `${name}@${entry.version}`, 'dist.integrity'], {
    encoding: 'utf8',
  }).trim();
  if (!/^sha512-[A-Za-z0-9+/=]{88}$/.test(integrity)) {
    throw new Error(`The registry has no SHA-512 for ${name}@${entry.version}, but "${integrity}".`);
  }
  lock.packages[path] = insertAfterVersion(entry, integrity);
  console.log(`${name}@${entry.version}`);
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** Returns an entry with its integrity in the place where npm writes it. */
function insertAfterVersion({ version, ...rest }, integrity) {
  return { version, integrity, ...rest };
}
