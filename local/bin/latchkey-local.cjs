#!/usr/bin/env node
// `npm start`: bundles the sources of the local run in memory and runs the result. Loading the about two
// hundred files one by one takes several times as long.
'use strict';
const Module = require('node:module');
const { join } = require('node:path');

// esbuild is a third faster with less frequent garbage collection, and its process ends when there is nothing
// to build.
process.env.GOGC ??= '400';

// One folder below local/, like local-folder.ts: both find the files of the local run from there.
const filename = join(__dirname, 'program.js');

/** Exits with a one-line message for a missing package, instead of a stack trace. */
function refuseMissingPackage(error) {
  const [, name] = /^Cannot find module '([^./][^']*)'/.exec(error.message) ?? [];
  if (error.code !== 'MODULE_NOT_FOUND' || name === undefined) throw error;
  console.error(`The package "${name}" is not installed. Run npm ci and start again.`);
  process.exit(1);
}

function loadEsbuild() {
  try {
    return require('esbuild');
  } catch (error) {
    return refuseMissingPackage(error);
  }
}

const { build } = loadEsbuild();

async function buildProgram() {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, '..', 'cli', 'main.ts')],
    outfile: filename,
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: `node${process.versions.node}`,
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

function run(text) {
  process.setSourceMapsEnabled(true);
  const program = new Module(filename);
  program.filename = filename;
  program.paths = module.paths;
  try {
    program._compile(text, filename);
  } catch (error) {
    refuseMissingPackage(error);
  }
}

buildProgram().then(run, () => {
  // esbuild has already printed the error.
  process.exitCode = 1;
});
