/** Plants unused code in a copy of the project: `npm run lint:unused` finds it, and nothing else. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './support/copy-project';
import { projectRoot } from './support/synthesize';

let project: string;

beforeAll(() => {
  project = copyProject(['.ci', 'bin', 'lib', 'lambda', 'local', 'client', 'test', 'bench']);
  for (const name of ['.gitignore', 'knip.jsonc']) cpSync(join(projectRoot, name), join(project, name));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const change = (path: string, edit: (text: string) => string) =>
  writeFileSync(join(project, path), edit(readFileSync(join(project, path), 'utf8')));

test('an unused file, export and dependency fail the check', () => {
  writeFileSync(join(project, 'lib/planted.ts'), '/** Planted. */\nexport const planted = 1;\n');
  change('lambda/routes.ts', (text) => `${text}\nexport const plantedExport = 1;\n`);
  change('package.json', (text) =>
    text.replace('"dependencies": {', '"dependencies": { "left-pad": "1.3.0",'),
  );
  const knip = join(projectRoot, 'node_modules', 'knip', 'bin', 'knip.js');
  const args = ['--reporter', 'json'];
  const { status, stdout } = spawnSync(process.execPath, [knip, ...args], { cwd: project, encoding: 'utf8' });
  expect(status).toBe(1);
  const { issues }: { issues: Record<string, unknown>[] } = JSON.parse(stdout);
  expect(issues).toHaveLength(3);
  expect(issues).toContainEqual(
    expect.objectContaining({ file: 'lib/planted.ts', files: [expect.anything()] }),
  );
  expect(issues).toContainEqual(
    expect.objectContaining({
      file: 'lambda/routes.ts',
      exports: [expect.objectContaining({ name: 'plantedExport' })],
    }),
  );
  expect(issues).toContainEqual(
    expect.objectContaining({
      file: 'package.json',
      dependencies: [expect.objectContaining({ name: 'left-pad' })],
    }),
  );
});
