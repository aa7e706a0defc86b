// Lets a test's process load TypeScript, like tsx but in half the CPU time: compiled code is cached for the
// next process. Node loads it before the program, with `--require`.
const { createHash, randomUUID } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join, resolve, sep } = require('node:path');

const root = join(__dirname, '..', '..');
const cache = join(root, 'node_modules', '.cache', 'latchkey-tests');

const options = {
  configFile: false,
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
};
const version = JSON.stringify([options, require('@swc/core/package.json').version]);

/** Returns the JavaScript of a source, from the cache if possible. */
function compile(source, filename) {
  // The source map has the file's name without its folder, so that copies of the project share compiled code.
  const name = basename(filename);
  const key = createHash('sha256').update(`${version}\0${name}\0${source}`).digest('hex');
  const path = join(cache, `${key}.js`);
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, { ...options, filename: name });
    write(path, code);
    return code;
  }
}

/** Writes a file atomically: other processes may read or write it at the same time. */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

Module._extensions['.ts'] = (module, filename) => {
  module._compile(compile(readFileSync(filename, 'utf8'), filename), filename);
};

// Stacks then name the line of the source.
process.setSourceMapsEnabled(true);
// Node 20 does not have it. Its keys are paths, and the paths of a project's copy are never used again.
if (process.argv[1] && resolve(process.argv[1]).startsWith(root + sep)) {
  Module.enableCompileCache?.(join(cache, 'compiled'));
}
