/** Finds the module and the export that a function's `Handler` names. */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The parts of a handler's name. */
export interface HandlerFile {
  /** The name of the module without its extension. */
  readonly moduleName: string;
  /** The names from the module's exports to the handler. There is one, unless the export is nested. */
  readonly exportPath: readonly string[];
  /** The absolute path; undefined if the folder does not contain the module. */
  readonly file: string | undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Finds `index.handler`, `folder/index.handler` or, nested, `index.api.handler`.
 * @returns undefined if the name does not have this form
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
