/** Lets a worker load some packages from a folder outside the asset. */
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';

type Resolve = (request: string, ...rest: unknown[]) => string;

/** Redirects `require(name)` and `require(name/…)` for each package: name → absolute path. */
export function redirectPackages(redirects: Readonly<Record<string, string>>): void {
  const names = Object.keys(redirects);
  if (names.length === 0) return;
  // Resolved before the patch, because resolving calls the patched function.
  const mains = new Map(names.map((name) => [name, resolveMain(redirects[name] as string)]));
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const original = loader._resolveFilename;
  loader._resolveFilename = (request, ...rest) => {
    const main = mains.get(request);
    if (main !== undefined) return main;
    const name = names.find((candidate) => request.startsWith(`${candidate}/`));
    if (name === undefined) return original.call(Module, request, ...rest);
    return original.call(Module, join(redirects[name] as string, request.slice(name.length + 1)), ...rest);
  };
}

function resolveMain(folder: string): string {
  return createRequire(join(folder, 'package.json')).resolve(folder);
}
