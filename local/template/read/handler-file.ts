/** Finds the module that a function's `Handler` names, and the export in it. */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A handler's name taken apart. */
export interface HandlerFile {
  /** The module's name without its extension. */
  readonly moduleName: string;
  /** The names from the module's exports to the handler; one, unless the export is nested. */
  readonly exportPath: readonly string[];
  /** Absolute; undefined where the folder holds no such module. */
  readonly file: string | undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Finds `index.handler`, `folder/index.handler` or, nested, `index.api.handler`.
 * @returns undefined when the name has not that form
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export function findHandlerFile(codePath: string, handler: string): HandlerFile | undefined {
  const [moduleName, ...exportPath] = basename(handler).split('.');
  if (!moduleName || exportPath.length === 0 || exportPath.includes('')) return undefined;
  const stem = join(codePath, dirname(handler), moduleName);
  return {
    moduleName,
    exportPath,
    file: [stem, `${stem}.js`, `${stem}.mjs`, `${stem}.cjs`].find(isFile),
  };
}
