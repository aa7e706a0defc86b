/** Plants the faults of e-mail that the rehearsals must find. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceCode } from './replace-code';
import { runRunbook } from './run-runbook';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const functions = ['Auth', 'Mail'];
const runbook = { heading: 'none', base: {}, deploys: [{}] };

test('a release that derives other codes is found, at deployment and at rollback', async () => {
  const alter = replaceCode({
    folder,
    text: 'latchkey/mail-code/v1',
    replacement: 'latchkey/mail-code/v2',
    functions,
  });
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
  const alter = replaceCode({ folder, text: version, replacement: '2', functions });
  const { faults } = await runRunbook(runbook, { alter, directions: ['forward'] });
  for (const mail of [
    'mail of the sign-up',
    'mail to another address',
    'notice to an address of the release before',
  ]) {
    expect(faults).toContainEqual(`deploy 1, forward: ${mail}: no mail arrived`);
  }
});
