/**
 * Adds to package-lock.json the integrity of packages for other platforms, which npm leaves out when it has not fetched them. `npm ci`
 * then checks every package that it installs, on every platform. Run it after each change of dependencies: a test refuses a lock file
 * with a gap.
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
    throw new Error(`The registry gives no SHA-512 of ${name}@${entry.version}, but "${integrity}".`);
  }
  lock.packages[path] = insertAfterVersion(entry, integrity);
  console.log(`${name}@${entry.version}`);
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** An entry with its integrity where npm writes it. */
function insertAfterVersion({ version, ...rest }, integrity) {
  return { version, integrity, ...rest };
}
