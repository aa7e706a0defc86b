// Lets a process of a test load TypeScript, as tsx does, in half the CPU time: what is compiled is kept for the next process. Node loads
// it before the program, by `--require`.
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

/** Returns the JavaScript of a source, from the cache where it is. */
function compile(source, filename) {
  // the source map names the file without its folder, so that copies of the project share what is compiled
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

/** Writes a file at once: other processes may read it, or write it, too. */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

Module._extensions['.ts'] = (module, filename) => {
  module._compile(compile(readFileSync(filename, 'utf8'), filename), filename);
};

// a stack names the line of the source
process.setSourceMapsEnabled(true);
// Node 20 has none; it goes by the path, and the paths of a copy of the project never come up again
if (process.argv[1] && resolve(process.argv[1]).startsWith(root + sep)) {
  Module.enableCompileCache?.(join(cache, 'compiled'));
}
