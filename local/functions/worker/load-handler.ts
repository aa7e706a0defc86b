/** Finds and loads a function's handler as Lambda's Node.js runtime does. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { findHandlerFile } from '../../template/read/handler-file';

/** A handler that returns a promise or calls the callback. */
export type Handler = (
  event: unknown,
  context: unknown,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

/**
 * Loads a handler such as `folder/index.handler`. The export can be nested (`index.api.handler`).
 * @throws Error with Lambda's names: Runtime.ImportModuleError, Runtime.HandlerNotFound,
 * Runtime.MalformedHandlerName; or the module's own error
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function loadHandler(codePath: string, handler: string): Promise<Handler> {
  const located = findHandlerFile(codePath, handler);
  if (located === undefined) throw named('Runtime.MalformedHandlerName', `Bad handler: ${handler}`);
  const { moduleName, exportPath, file } = located;
  if (file === undefined) {
    throw named(
      'Runtime.ImportModuleError',
      `The asset holds no module ${moduleName} for handler ${handler}`,
    );
  }
  let found: unknown = await loadModule(file);
  for (const name of exportPath) found = (found as Record<string, unknown> | undefined)?.[name];
  if (typeof found !== 'function') {
    throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  return found as Handler;
}

async function loadModule(file: string): Promise<unknown> {
  if (!file.endsWith('.mjs')) {
    try {
      return createRequire(file)(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error;
    }
  }
  return import(pathToFileURL(file).href);
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
