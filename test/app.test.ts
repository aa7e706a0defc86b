/** Runs bin/app.ts as the CDK's command line does: what it says when it can't make a stack. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import cdkJson from '../cdk.json';
import { copyProject } from './support/copy-project';
import { projectRoot, synthesize } from './support/synthesize';
import { typescriptOptions } from './support/typescript-process';
import { applyStep, readSteps } from './support/walkthrough';

let project: string;
const originals = new Map<string, string>();

beforeAll(() => {
  project = copyProject(['bin', 'lib', 'lambda']);
});
afterEach(() => {
  for (const [path, text] of originals) writeFileSync(path, text);
  originals.clear();
  rmSync(join(project, 'cdk.out'), { recursive: true, force: true });
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Names a file that the test is about to change, and that is as it was for the next one. */
function changing(file: string): string {
  const path = join(project, file);
  originals.set(path, readFileSync(path, 'utf8'));
  return file;
}

function runApp(stage: string, context: Readonly<Record<string, string>> = {}) {
  // where nothing was changed, Node finds what it has compiled in the project itself
  const cwd = originals.size > 0 ? project : projectRoot;
  const { status, stderr, stdout } = spawnSync('node', [...typescriptOptions, 'bin/app.ts'], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: join(project, 'cdk.out'),
      CDK_CONTEXT_JSON: JSON.stringify({ stage, ...context, 'aws:cdk:bundling-stacks': [] }),
    },
  });
  return { status, stderr, stdout };
}

test('a stage with a standby is synthesized in two stacks, and both are measured against the limits of AWS', () => {
  const { status, stderr } = runApp('all-features');
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
])('with the context %j the standby is for an import alone: %s', (context, isImport) => {
  expect(runApp('all-features', context).status).toBe(0);
  const template = readFileSync(join(project, 'cdk.out', 'LatchkeyAllFeaturesStandby.template.json'), 'utf8');
  expect('RefuseDeploymentOfImport' in JSON.parse(template).Rules).toBe(isImport);
});

test('two syntheses of one tree, each in a folder and a process of its own, are the same, assets and all', async () => {
  const other = copyProject(['bin', 'lib', 'lambda']);
  try {
    const assemblies = [project, other].map((folder) => ({
      project: folder,
      output: join(folder, 'cdk.out'),
      // the very command of `cdk synth`
      app: cdkJson.app,
    }));
    await Promise.all(assemblies.map(synthesize));
    const [first, second] = assemblies.map(({ output }) => ({
      template: readFileSync(join(output, 'LatchkeyTest.template.json'), 'utf8'),
      assets: readdirSync(output).filter((name) => name.startsWith('asset.')),
    }));
    expect(first?.assets).toHaveLength(5);
    expect(second).toEqual(first);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
});

test('the documented settings of prod are valid, and make its domain and its records', () => {
  // the block is indented, as part of a list
  const page = readFileSync(join(projectRoot, 'docs/how-to/deploy.md'), 'utf8').replace(/^ {3}/gm, '');
  const [step, ...others] = readSteps(page).filter(({ language }) => language === 'diff');
  if (!step) throw new Error('docs/how-to/deploy.md has no example of settings');
  expect(others).toEqual([]);
  applyStep(project, { ...step, file: changing(step.file) });
  const { status, stderr } = runApp('prod');
  expect(stderr).toMatch(/^LatchkeyProd: \d+ permissions/m);
  expect(status).toBe(0);
  const template = readFileSync(join(project, 'cdk.out', 'LatchkeyProd.template.json'), 'utf8');
  for (const type of ['AWS::ApiGateway::DomainName', 'AWS::Route53::RecordSet']) {
    expect(template).toContain(`"Type": "${type}"`);
  }
});

test('a stage names its stack, and that of its standby by it', () => {
  applyStep(project, {
    language: 'diff',
    file: changing('lib/stages/stages.ts'),
    text: "   'all-features': {\n+    stackName: 'Identity',\n",
  });
  const { status, stderr } = runApp('all-features');
  expect(stderr).toMatch(/^Identity: \d+ permissions/m);
  expect(stderr).toMatch(/^IdentityStandby: \d+ permissions/m);
  expect(status).toBe(0);
});

test('an unknown stage is told in one line', () => {
  expect(runApp('staging')).toEqual({
    status: 1,
    stderr: 'Unknown stage "staging": choose one of all-features, dev, prod, test.\n',
    stdout: '',
  });
});

test('a setting that is not valid is told in one line', () => {
  applyStep(project, {
    language: 'diff',
    file: changing('lib/stages/stages.ts'),
    text: "   dev: {\n+    audience: '',\n",
  });
  expect(runApp('dev')).toEqual({
    status: 1,
    stderr: 'Stage dev: audience must be printable ASCII without spaces and commas; it is "".\n',
    stdout: '',
  });
});

test('scopes that API Gateway could not tell apart are told in one line', () => {
  applyStep(project, {
    language: 'diff',
    file: changing('lambda/routes.ts'),
    text: " export const routes = {\n+  'GET /foo/{id}/audit': { feature: 'example', service: 'foo', access: 'signed-in', scope: 'admin' },\n",
  });
  const { status, stderr } = runApp('dev');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Routes "GET \/foo\/\{id\}\/audit" and "GET \/foo\/\{id\}" demand different scopes, .+\n$/,
  );
});

test('more routes than a policy of the authorizer can name are told in one line', () => {
  const lines = Array.from(
    { length: 60 },
    (_, index) =>
      `+  'GET /resource-${index}': { feature: 'core', service: 'discovery', access: 'signed-in' },\n`,
  );
  applyStep(project, {
    language: 'diff',
    file: changing('lambda/routes.ts'),
    text: ` export const routes = {\n${lines.join('')}`,
  });
  const { status, stderr } = runApp('dev');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^LatchkeyDev: the policy of a token with every scope has \d+ bytes, over the limit of 8000: .+\n$/,
  );
});

test('a fault of the code is shown with the place where it is', () => {
  writeFileSync(
    join(project, changing('lib/checks/check-route-overlap.ts')),
    [
      'export function checkRouteOverlap(routes: { missing?: { length: number } }): void {',
      '  routes.missing.length;',
      '}',
    ].join('\n'),
  );
  const { status, stderr } = runApp('dev');
  expect(status).toBe(1);
  expect(stderr).toMatch(/TypeError: Cannot read properties of undefined[\s\S]+check-route-overlap\.ts:2/);
  expect(stderr).not.toContain("doesn't contain any methods");
});
