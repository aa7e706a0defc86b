/** Plants the faults of second factors that the rehearsals must find. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deploy } from './read-deploys';
import { replaceCode } from './replace-code';
import { runRunbook } from './run-runbook';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-planted-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const optional: Deploy = { secondFactor: 'optional', trustedDevices: 'on', email: undefined };
const required: Deploy = { ...optional, secondFactor: 'required', trustedDevices: 'also-when-required' };
const unchanged = { heading: 'none', base: optional, deploys: [{}] };
const directions = ['forward'] as const;

test('a release that does not know second factors, under which the password alone signs in, is found', async () => {
  const alter = replaceCode({
    folder,
    text: 'secondFactorSince',
    replacement: 'unknown',
    functions: ['Auth'],
    releases: 'first',
  });
  const off: Deploy = { secondFactor: 'off', alsoGrant: { secondFactor: 'optional' } };
  const { faults } = await runRunbook(
    {
      heading: 'none',
      base: { email: undefined },
      start: off,
      deploys: [optional],
      optionalFunction: /^FactorsHandler/,
    },
    { alter, directions },
  );
  expect(faults).toContainEqual('deploy 1, forward: sign in by the password alone: 201 , not 403');
});

test('a release that drops the second factor when it changes a password is found', async () => {
  const alter = replaceCode({
    folder,
    text: /(?<= REMOVE #sid, #from, #until)|(?<= REMOVE #until)/g,
    replacement: ', secondFactorSince',
    functions: ['Auth', 'Factors'],
    releases: 'first',
  });
  const { faults } = await runRunbook(unchanged, { alter, directions });
  expect(faults).toContainEqual('deploy 1, forward: sign in by the password alone: 201 , not 401');
});

test.each([
  ['answer a challenge of the release before: 500 INTERNAL, not 201', optional],
  ['secret of a first app: 500 INTERNAL, not 201', required],
])('a release whose challenges have another form is found: %s', async (fault, base) => {
  const alter = replaceCode({
    folder,
    text: 'passwordDigest',
    replacement: 'hashDigest',
    functions: ['Auth', 'Factors'],
  });
  const { faults } = await runRunbook({ heading: 'none', base, deploys: [{}] }, { alter, directions });
  expect(faults).toContainEqual(`deploy 1, forward: ${fault}`);
});

test('a release that keeps trusted devices elsewhere is found', async () => {
  const alter = replaceCode({
    folder,
    text: '"trustedDevices"',
    replacement: '"devicesOfTrust"',
    functions: ['Auth'],
  });
  const { faults } = await runRunbook(unchanged, { alter, directions });
  expect(faults).toContainEqual(
    'deploy 1, forward: sign in on a trusted device: 401 SECOND_FACTOR_REQUIRED, not 201',
  );
});
