import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSourceFiles, withPlanted } from '../support/source-files';
import { arrowRules, FUNCTIONS } from './arrow-rules';
import { assertionRules } from './assertion-rules';
import { formRules } from './form-rules';
import { createPackageRules } from './package-rules';
import { timeRules } from './time-rules';

const root = join(__dirname, '..', '..');
const GENERATED = ['client/src/api-types.ts'];
const files = readSourceFiles(root, ['bin', 'lib', 'lambda', 'local', 'client', 'bench', 'test']).filter(
  ({ path }) => !GENERATED.includes(path) && !path.startsWith('client/dist/'),
);

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const [app, local, client] = ['.', 'local', 'client'].map(manifestOf);

/**
 * Returns the packages that a file may load: its package's dependencies, and for the app's commands the
 * development dependencies, too.
 */
function declared(path: string): readonly string[] {
  const { dependencies } = path.startsWith('local/') ? local : path.startsWith('client/') ? client : app;
  return Object.keys({ ...dependencies, ...(path.startsWith('bin/') && app.devDependencies) });
}

test('every folder has files', () => {
  const folders = ['bin', 'lib', 'local', 'client', 'lambda/identity', 'lambda/shared'];
  for (const folder of [...folders, ...FUNCTIONS.map((name) => `lambda/${name}`)]) {
    expect(files.filter(({ path }) => path.startsWith(`${folder}/`))).not.toEqual([]);
  }
  expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
});

describe.each([
  ...arrowRules,
  ...createPackageRules(declared),
  ...formRules,
  ...timeRules,
  ...assertionRules,
])('the rule: $name', ({ offences, planted }) => {
  test('holds', () => {
    expect(offences(files)).toEqual([]);
  });

  test('fails on a planted violation', () => {
    const before = new Set(offences(files));
    const added = offences(withPlanted(files, planted)).filter((offence) => !before.has(offence));
    expect(added).not.toEqual([]);
  });
});
