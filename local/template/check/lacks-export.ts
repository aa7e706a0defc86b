/** Detects, before a function runs, that its module does not export its handler. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The exit code of the loading process if the module lacks the export. */
const LACKING = 42;

/** The timeout for loading, in milliseconds. After it, the result is unknown. */
const LOAD_TIMEOUT_MS = 5_000;

const ASK = `
const [file, ...path] = process.argv.slice(1);
const at = (value) => path.reduce((found, name) => found?.[name], value);
import(require('node:url').pathToFileURL(file).href).then(
  (module) => process.exit([module, module.default].some((root) => typeof at(root) === 'function') ? 0 : ${LACKING}),
  () => process.exit(0),
);`;

/** Whether the text contains the export in one of the forms that bundlers, compilers and developers write. */
function declaresExport(text: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w]/g, '\\$&');
  return [
    `\\bexports\\.${escaped}\\s*=[^=]`,
    `\\bexports\\s*\\[\\s*['"]${escaped}['"]\\s*\\]\\s*=[^=]`,
    `defineProperty\\(\\s*exports\\s*,\\s*['"]${escaped}['"]`,
    // the getters that esbuild and webpack write
    `\\b${escaped}\\s*:\\s*\\(\\s*\\)\\s*=>`,
    `\\bexport\\s+(async\\s+)?(function|const|let|var)\\s+${escaped}\\b`,
    `\\bexport\\s*\\{[^}]*\\b${escaped}\\s*[,}]`,
  ].some((form) => new RegExp(form).test(text));
}

/**
 * Whether the module certainly lacks the export. Searching its text is fast. If the text is not conclusive,
 * the module is loaded in a separate process with the function's environment. A module that does not load
 * there counts as complete: it could load with its credentials.
 * @param file the absolute path of the module
 * @param exportPath the names from the module's exports to the handler
 */
export function lacksExport(
  file: string,
  exportPath: readonly string[],
  environment: Readonly<Record<string, string>>,
): boolean {
  const [name = '', ...nested] = exportPath;
  if (nested.length === 0 && declaresExport(readFileSync(file, 'utf8'), name)) return false;
  const { NODE_OPTIONS: _, ...env } = environment;
  const { status } = spawnSync(process.execPath, ['-e', ASK, file, ...exportPath], {
    // Code that runs while loading must not look for credentials of this machine.
    env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: 'ignore',
    timeout: LOAD_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  return status === LACKING;
}
