// Hashes once with the argon2 binary of a synthesized assembly, on its target architecture.
//
// usage: node .ci/hash-with-shipped-argon2.mjs ASSEMBLY_DIRECTORY
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const assembly = process.argv[2];
if (assembly === undefined || !existsSync(assembly)) {
  console.error('Pass the folder of a synthesized assembly, such as cdk.out.');
  process.exit(2);
}
if (process.arch !== 'arm64' || process.platform !== 'linux') {
  console.error(`The shipped binary is for linux-arm64; this is ${process.platform}-${process.arch}.`);
  process.exit(2);
}

const packages = readdirSync(assembly)
  .map((entry) => resolve(assembly, entry, 'node_modules', 'argon2'))
  .filter((folder) => existsSync(folder));
if (packages.length !== 1) {
  console.error(`Expected one asset with argon2 in ${assembly}, found ${packages.length}.`);
  process.exit(1);
}

const [folder] = packages;
// A binary that the host compiled is loaded before the shipped one, and would be tested instead.
if (existsSync(join(folder, 'build'))) {
  console.error('The asset holds a build folder: it ships the binary of the machine that synthesized it.');
  process.exit(1);
}

const require = createRequire(join(folder, '..', '..', 'index.js'));
const argon2 = require('argon2');
const settings = { type: argon2.argon2id, memoryCost: 19456, timeCost: 2, parallelism: 1 };
const hash = await argon2.hash('a phrase that passes the rules', settings);
const right = await argon2.verify(hash, 'a phrase that passes the rules');
const wrong = await argon2.verify(hash, 'another phrase');
if (!hash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$') || !right || wrong) {
  console.error('The shipped binary returned a wrong hash.');
  process.exit(1);
}
console.log(
  `argon2id by the shipped ${process.platform}-${process.arch} binary, Node ${process.version}: right`,
);
