// Copies the packages that a function that handles passwords loads from next to its bundle:
//   node copy-password-packages.mjs OUTPUT_FOLDER ARCHITECTURE
// argon2 looks for its binary in its own folder at load, so only the binary for the function's architecture is copied. bcryptjs and
// the list of common passwords would slow every cold start if they were part of the bundle.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [output, architecture] = process.argv.slice(2);
if (output === undefined || architecture === undefined) {
  throw new Error('usage: node copy-password-packages.mjs OUTPUT_FOLDER ARCHITECTURE');
}

// Lambda runs Linux with glibc; prebuildify names the files
const binary = {
  arm64: 'prebuilds/linux-arm64/argon2.armv8.glibc.node',
  x64: 'prebuilds/linux-x64/argon2.glibc.node',
}[architecture];
if (binary === undefined) {
  throw new Error(`argon2 has no binary for the architecture "${architecture}": use arm64 or x64`);
}

const modules = path.join(output, 'node_modules');
const argon2 = packageFolder('argon2', createRequire(import.meta.url));
const fromArgon2 = createRequire(path.join(argon2, 'package.json'));

// only named files, because argon2 prefers a compiled build/Release over the binary for Lambda
copy(argon2, 'argon2', ['package.json', 'argon2.cjs', 'LICENSE', binary]);
copy(packageFolder('@phc/format', fromArgon2), '@phc/format', ['package.json', 'index.js', 'license']);
copy(packageFolder('node-gyp-build', fromArgon2), 'node-gyp-build', [
  'package.json',
  'index.js',
  'node-gyp-build.js',
  'LICENSE',
]);

// the files that `require` loads
copy(packageFolder('bcryptjs', createRequire(import.meta.url)), 'bcryptjs', [
  'package.json',
  'umd/package.json',
  'umd/index.js',
  'LICENSE',
]);

const list = packageFolder('@zxcvbn-ts/language-common', createRequire(import.meta.url));
copy(list, '@zxcvbn-ts/language-common', ['package.json', 'src/passwords.json', 'LICENSE.txt']);

function packageFolder(name, require) {
  const folder = require.resolve
    .paths(name)
    ?.map((candidate) => path.join(candidate, name))
    .find((candidate) => existsSync(path.join(candidate, 'package.json')));
  if (folder === undefined) {
    throw new Error(`The package ${name} is not installed: run npm ci`);
  }
  return folder;
}

function copy(folder, name, files) {
  for (const file of files) {
    const target = path.join(modules, name, file);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(folder, file), target);
  }
}
