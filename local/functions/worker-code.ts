/** Bundles the workers' program into one string, so that workers need no TypeScript loader. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { withEsbuild } from '../support/esbuild-service';
import { LOCAL_FOLDER } from '../support/local-folder';

let code: Promise<string> | undefined;

/** Returns the program for `new Worker(text, { eval: true })`. It is built once for each process. */
export function workerCode(): Promise<string> {
  code ??= bundle();
  return code;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await withEsbuild(() =>
    build({
      entryPoints: [join(LOCAL_FOLDER, 'functions', 'worker', 'bootstrap.ts')],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'silent',
    }),
  );
  return outputFiles.map(({ text }) => text).join('');
}
