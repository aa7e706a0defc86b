/** The error messages of bin/app.ts, run as the CDK's command line runs it, when it cannot create a stack. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CopiedApp, copyApp } from './support/copied-app';

let app: CopiedApp;

beforeAll(() => {
  app = copyApp();
});
afterEach(() => app.restore());
afterAll(() => app.remove());

test('an unknown stage is an error of one line', () => {
  expect(app.run('staging')).toEqual({
    status: 1,
    stderr: 'Unknown stage "staging": choose one of all-features, dev, prod, test.\n',
    stdout: '',
  });
});

test('a bug is shown with its place in the code', () => {
  writeFileSync(
    join(app.project, app.changing('lib/checks/check-route-overlap.ts')),
    [
      'export function checkRouteOverlap(routes: { missing?: { length: number } }): void {',
      '  routes.missing.length;',
      '}',
    ].join('\n'),
  );
  const { status, stderr } = app.run('dev');
  expect(status).toBe(1);
  expect(stderr).toMatch(/TypeError: Cannot read properties of undefined[\s\S]+check-route-overlap\.ts:2/);
  expect(stderr).not.toContain("doesn't contain any methods");
});
