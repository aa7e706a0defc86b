/** Plants the faults of passkeys that the rehearsals must find. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passkeySettings } from './passkey-requests';
import type { Deploy } from './read-deploys';
import { replaceCode } from './replace-code';
import { runRunbook } from './run-runbook';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base: Deploy = { secondFactor: 'optional', passkeys: passkeySettings, email: undefined };

test.each<[string, string, string, readonly string[]]>([
  [
    'reads passkeys of another form',
    'verifiesUser',
    'sign in by a passkey: 401 INVALID_PASSKEY, not 201',
    // the document names the member, too
    ['Auth', 'Discovery', 'Factors'],
  ],
  [
    'stores ceremonies elsewhere',
    'CEREMONY#',
    'add a passkey: 400 INVALID_CEREMONY, not 201',
    ['Auth', 'Factors'],
  ],
])('a release that %s is found', async (_what, text, fault, functions) => {
  const alter = replaceCode({ folder, text, replacement: `OTHER${text}`, functions });
  const { faults } = await runRunbook(
    { heading: 'none', base, deploys: [{}] },
    { alter, directions: ['forward'] },
  );
  expect(faults).toContainEqual(`deploy 1, forward: ${fault}`);
});

test('no request with a passkey fails while two releases run', async () => {
  const { faults } = await runRunbook({
    heading: 'none',
    base,
    deploys: [{ serviceName: 'Another' }],
  });
  expect(faults).toEqual([]);
});
