/** The commands without options, as processes. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/synthesize';

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
);

test.each([
  ['asvs', /docs\/asvs\.md/],
  ['build:client', /client\/dist/],
  ['costs', /docs\/costs\.md/],
  ['openapi', /openapi\.json/],
  ['record-release', /test\/releases\/recorded/],
  ['settings', /docs\/reference\/settings\.md/],
])('npm run %s reads its options', (name, files) => {
  const [node = '', ...args] = (scripts[name] ?? '').split(' ');
  expect(node).toBe('node');
  const { status, stdout } = spawnSync(process.execPath, [...args, '--help'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(files) });
  expect(stdout).toMatch(`Usage: npm run ${name}\n`);
});
