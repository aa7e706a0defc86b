/** The results and the output of bin/app.ts, run as the CDK's command line runs it, when the stage can be created and when it cannot. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cdkJson from '../cdk.json';
import { type CopiedApp, copyApp } from './support/copied-app';
import { copyProject } from './support/copy-project';
import { projectRoot, synthesize } from './support/synthesize';
import { applyStep, readSteps } from './support/walkthrough';

let app: CopiedApp;

beforeAll(() => {
  app = copyApp();
});
afterEach(() => app.restore());
afterAll(() => app.remove());

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

test('an invalid setting is an error of one line', () => {
  applyStep(app.project, {
    language: 'diff',
    file: app.changing('lib/stages/stages.ts'),
    text: "   dev: {\n+    audience: '',\n",
  });
  expect(app.run('dev')).toEqual({
    status: 1,
    stderr: 'Stage dev: audience must be printable ASCII without spaces and commas; it is "".\n',
    stdout: '',
  });
});

test('scopes that API Gateway cannot distinguish are an error of one line', () => {
  applyStep(app.project, {
    language: 'diff',
    file: app.changing('lambda/routes.ts'),
    text: " export const routes = {\n+  'GET /foo/{id}/audit': { feature: 'example', service: 'foo', access: 'signed-in', scope: 'admin' },\n",
  });
  const { status, stderr } = app.run('dev');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Routes "GET \/foo\/\{id\}\/audit" and "GET \/foo\/\{id\}" require different scopes, .+\n$/,
  );
});

test('a stage with a standby is synthesized in two stacks, and both are measured against the limits of AWS', () => {
  const { status, stderr } = app.run('all-features');
  expect(stderr).toMatch(/^LatchkeyAllFeatures: \d+ permissions/m);
  expect(stderr).toMatch(/^LatchkeyAllFeaturesStandby: \d+ permissions/m);
  for (const name of ['LatchkeyAllFeatures', 'LatchkeyAllFeaturesStandby']) {
    expect(stderr).toMatch(
      new RegExp(`^${name}: at most \\d+ of 8000 bytes in a policy of the authorizer$`, 'm'),
    );
  }
  expect(status).toBe(0);
});

test.each([
  [{ importReplicas: 'true' }, true],
  [{}, false],
])('with the context %j the standby is only for an import: %s', (context, isImport) => {
  expect(app.run('all-features', context).status).toBe(0);
  const template = readFileSync(
    join(app.project, 'cdk.out', 'LatchkeyAllFeaturesStandby.template.json'),
    'utf8',
  );
  expect('RefuseDeploymentOfImport' in JSON.parse(template).Rules).toBe(isImport);
});

test('two syntheses of one tree, each in its own folder and process, are the same, including assets', async () => {
  const other = copyProject(['bin', 'lib', 'lambda']);
  try {
    const assemblies = [app.project, other].map((folder) => ({
      project: folder,
      output: join(folder, 'cdk.out'),
      // the command that `cdk synth` runs
      app: cdkJson.app,
    }));
    await Promise.all(assemblies.map(synthesize));
    const [first, second] = assemblies.map(({ output }) => ({
      template: readFileSync(join(output, 'LatchkeyTest.template.json'), 'utf8'),
      assets: readdirSync(output).filter((name) => name.startsWith('asset.')),
    }));
    expect(first?.assets).toHaveLength(8);
    expect(second).toEqual(first);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

test('the documented settings of prod are valid, and create its domain and its records', () => {
  // the block is indented, because it is part of a list
  const page = readFileSync(join(projectRoot, 'docs/how-to/deploy.md'), 'utf8').replace(/^ {3}/gm, '');
  const [step, ...others] = readSteps(page).filter(({ language }) => language === 'diff');
  if (!step) throw new Error('docs/how-to/deploy.md has no example of settings');
  expect(others).toEqual([]);
  applyStep(app.project, { ...step, file: app.changing(step.file) });
  const { status, stderr } = app.run('prod');
  expect(stderr).toMatch(/^LatchkeyProd: \d+ permissions/m);
  expect(status).toBe(0);
  const template = readFileSync(join(app.project, 'cdk.out', 'LatchkeyProd.template.json'), 'utf8');
  for (const type of ['AWS::ApiGateway::DomainName', 'AWS::Route53::RecordSet']) {
    expect(template).toContain(`"Type": "${type}"`);
  }
});

test("a stage names its stack, and the standby's stack after it", () => {
  applyStep(app.project, {
    language: 'diff',
    file: app.changing('lib/stages/stages.ts'),
    text: "   'all-features': {\n+    stackName: 'Identity',\n",
  });
  const { status, stderr } = app.run('all-features');
  expect(stderr).toMatch(/^Identity: \d+ permissions/m);
  expect(stderr).toMatch(/^IdentityStandby: \d+ permissions/m);
  expect(status).toBe(0);
});

test('more routes than a policy of the authorizer can name are an error of one line', () => {
  const lines = Array.from(
    { length: 60 },
    (_, index) =>
      `+  'GET /resource-${index}': { feature: 'core', service: 'discovery', access: 'signed-in' },\n`,
  );
  applyStep(app.project, {
    language: 'diff',
    file: app.changing('lambda/routes.ts'),
    text: ` export const routes = {\n${lines.join('')}`,
  });
  const { status, stderr } = app.run('dev');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^LatchkeyDev: the policy of a token with every scope has \d+ bytes, over the limit of 8000: .+\n$/,
  );
});
