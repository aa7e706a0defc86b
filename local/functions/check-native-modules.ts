/** Checks, before functions run, which of their native modules do not load on this machine. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { NativeModule } from './native-modules';

const LOAD_TIMEOUT_MS = 20_000;

/**
 * Loads each module in a separate process, because an incompatible build can crash the process that loads it.
 * @returns a problem with its solution for each module that does not load
 */
export async function checkNativeModules(modules: readonly NativeModule[]): Promise<readonly string[]> {
  return (await Promise.all(modules.map(check))).flat();
}

async function check({ name, folder, replaced }: NativeModule): Promise<readonly string[]> {
  try {
    await promisify(execFile)(process.execPath, ['-e', 'require(process.argv[1])', folder], {
      env: {},
      timeout: LOAD_TIMEOUT_MS,
    });
    return [];
  } catch {
    const here = `Node ${process.version} on ${process.platform}-${process.arch}`;
    return [
      replaced
        ? `The installed native module ${name} does not load on ${here}. Run: npm rebuild ${name}`
        : `An asset holds the native module ${name}, whose build does not load on ${here}. Run: npm install ${name}`,
    ];
  }
}
