/** Plants the faults of e-mail that the rehearsals must find. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalApp } from '../../local/template/model';
import { runRunbook } from './run-runbook';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Replaces a text in the code of all releases but the first. */
function replaceCode(text: string | RegExp, replacement: string): (release: LocalApp) => LocalApp {
  let releases = 0;
  return (release) => {
    releases += 1;
    if (releases === 1) return release;
    const changed = release.functions.map((definition) => {
      const codePath = mkdtempSync(join(folder, `${definition.logicalId}-`));
      cpSync(definition.codePath, codePath, { recursive: true, verbatimSymlinks: true });
      const isChanged = readdirSync(codePath)
        .filter((name) => name.endsWith('.js'))
        .map((name) => changeFile(join(codePath, name), text, replacement))
        .includes(true);
      return isChanged ? { ...definition, codePath } : definition;
    });
    // the fault concerns what sends a message, and what receives it
    const names = changed.filter((one, index) => one !== release.functions[index]);
    expect(names.map(({ logicalId }) => logicalId.replace(/Handler.*/, '')).sort()).toEqual(['Auth', 'Mail']);
    return { ...release, functions: changed };
  };
}

function changeFile(file: string, text: string | RegExp, replacement: string): boolean {
  const code = readFileSync(file, 'utf8');
  const changed = code.replace(text, replacement);
  writeFileSync(file, changed);
  return changed !== code;
}

const runbook = { heading: 'none', base: {}, deploys: [{}] };

test('a release that derives other codes is found, at deployment and at rollback', async () => {
  const alter = replaceCode('latchkey/mail-code/v1', 'latchkey/mail-code/v2');
  const { faults } = await runRunbook(runbook, { alter });
  for (const direction of ['forward', 'backward']) {
    for (const step of [
      'verify the address of the sign-up',
      'verify another address',
      'reset the password',
      'verify an address of the release before',
      'reset that the release before has opened',
    ]) {
      expect(faults).toContainEqual(`deploy 1, ${direction}: ${step}: 400 INVALID_CODE, not 204`);
    }
  }
});

test('a release that writes and reads another version of messages is found', async () => {
  // where a message is formatted, and where one is parsed
  const version = /(?<=JSON\.stringify\(\{v:)[\w$]+(?=,kind:)|(?<=\.v!==)[\w$]+(?=\|\|)/g;
  const { faults } = await runRunbook(runbook, { alter: replaceCode(version, '2'), directions: ['forward'] });
  for (const mail of [
    'mail of the sign-up',
    'mail to another address',
    'notice to an address of the release before',
  ]) {
    expect(faults).toContainEqual(`deploy 1, forward: ${mail}: no mail arrived`);
  }
});
