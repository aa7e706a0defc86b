/** Plants faults in the code of releases. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalApp } from '../../local/template/model';

/** The fault. */
interface Replacement {
  /** The folder for the changed code. */
  readonly folder: string;
  readonly text: string | RegExp;
  readonly replacement: string;
  /** The functions whose code has the text, by the beginnings of their logical ids, sorted. */
  readonly functions: readonly string[];
  /** The releases with the fault. @default 'later' - all but the first */
  readonly releases?: 'first' | 'later';
}

/** Returns a function for `alter` of a run: it replaces a text in the code of releases, in their order. */
export function replaceCode({
  folder,
  text,
  replacement,
  functions,
  releases = 'later',
}: Replacement): (release: LocalApp) => LocalApp {
  let count = 0;
  return (release) => {
    count += 1;
    if ((count === 1) !== (releases === 'first')) return release;
    const changed = release.functions.map((definition) => {
      const codePath = mkdtempSync(join(folder, `${definition.logicalId}-`));
      cpSync(definition.codePath, codePath, { recursive: true, verbatimSymlinks: true });
      const isChanged = readdirSync(codePath)
        .filter((name) => name.endsWith('.js'))
        .map((name) => changeFile(join(codePath, name), text, replacement))
        .includes(true);
      return isChanged ? { ...definition, codePath } : definition;
    });
    const names = changed.filter((one, index) => one !== release.functions[index]);
    expect(names.map(({ logicalId }) => logicalId.replace(/Handler.*/, '')).sort()).toEqual(functions);
    return { ...release, functions: changed };
  };
}

function changeFile(file: string, text: string | RegExp, replacement: string): boolean {
  const code = readFileSync(file, 'utf8');
  const changed = code.replaceAll(text, replacement);
  writeFileSync(file, changed);
  return changed !== code;
}
