import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRouteGrants } from '../../../../lambda/authorizer/read-route-grants';
import { readStepUpGrants } from '../../../../lambda/authorizer/step-up/read-step-up-grants';
import { createRouteGrants, toRouteGrantsFiles } from '../../../../lib/routes/route-grants';
import { table } from './step-up-scene';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'step-up-grants-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  writeFileSync(join(folder, 'step-up.json'), text);
  return readStepUpGrants(folder);
}

test('reads the file that the app writes, and the file of the other routes names none of its routes', () => {
  const { stepUp, ...others } = createRouteGrants(table);
  for (const [name, text] of Object.entries(toRouteGrantsFiles({ stepUp, ...others } as never))) {
    writeFileSync(join(folder, name), text);
  }
  expect(readStepUpGrants(folder)).toEqual(stepUp);
  expect(readRouteGrants(folder)).toEqual(others);
  expect(JSON.stringify(others)).not.toMatch(/payments|vault/);
});

test('fails without the file', () => {
  expect(() => readStepUpGrants('/nowhere')).toThrow(
    /^step-up\.json cannot be used: ENOENT.*Deploy it next to the bundle/,
  );
});

const grant = (change: object) => JSON.stringify([{ maxAgeSeconds: 300, patterns: ['GET/a'], ...change }]);

test.each([
  ['{}', 'the file is not an array'],
  ['[null]', 'entry 0 is not an object'],
  [grant({ maxAge: 300 }), 'entry 0 has the unknown member "maxAge"'],
  [grant({ maxAgeSeconds: undefined }), 'maxAgeSeconds of entry 0 is not a whole number above 0'],
  [grant({ maxAgeSeconds: '300' }), 'maxAgeSeconds of entry 0 is not a whole number above 0'],
  [grant({ maxAgeSeconds: 0 }), 'maxAgeSeconds of entry 0 is not a whole number above 0'],
  [grant({ maxAgeSeconds: 1.5 }), 'maxAgeSeconds of entry 0 is not a whole number above 0'],
  [grant({ amr: [] }), 'amr of entry 0 is not ["mfa"]'],
  [grant({ amr: 'mfa' }), 'amr of entry 0 is not ["mfa"]'],
  [grant({ scope: ['admin'] }), 'scope of entry 0 is not a string'],
  [grant({ patterns: 'GET/a' }), 'patterns of entry 0 is not an array of strings'],
  [grant({ patterns: ['get/a'] }), "A policy can't name the verb 'get'"],
])('rejects %j', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
