import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAppInputs } from '../../../local/watch/find-app-inputs';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'app-inputs-'));
  mkdirSync(join(project, 'lib'));
  writeFileSync(join(project, 'lib', 'stack.ts'), 'import "aws-cdk-lib"; export const stack: number = 1;');
  writeFileSync(join(project, 'app.ts'), 'import { stack } from "./lib/stack"; console.log(stack);');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const configure = (app: string) => writeFileSync(join(project, 'cdk.json'), JSON.stringify({ app }));

test('follows the imports of the app’s file, and none into packages', async () => {
  configure('npx tsx --tsconfig x.json "app.ts"');
  const inputs = await findAppInputs(project);
  expect([...(inputs ?? [])].sort()).toEqual([join(project, 'app.ts'), join(project, 'lib/stack.ts')]);
});

test.each(['python3 app.py', 'node missing.js'])('finds no sources of "%s"', async (app) => {
  configure(app);
  expect(await findAppInputs(project)).toBeUndefined();
});

test('finds none for an app that does not compile, or without cdk.json', async () => {
  expect(await findAppInputs(project)).toBeUndefined();
  configure('node app.ts');
  writeFileSync(join(project, 'app.ts'), 'import {');
  expect(await findAppInputs(project)).toBeUndefined();
});
