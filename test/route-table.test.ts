/** One line of the route table is enough: the gateway, openapi.json and the client's types follow it, both ways. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyProject } from './support/copy-project';
import { projectRoot, synthesize } from './support/synthesize';

const run = promisify(execFile);
const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
let project: string;

beforeAll(() => {
  project = copyProject(['bin', 'lib', 'lambda', 'client']);
  // the functions' code is not what is looked at
  const file = join(project, 'cdk.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  settings.context['aws:cdk:bundling-stacks'] = [];
  writeFileSync(file, JSON.stringify(settings));
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

const read = (file: string) => readFileSync(join(project, file), 'utf8');

/** Who knows `GET /bar`, after `npm run openapi` and a synthesis. */
async function findKnowing(): Promise<Record<'gateway' | 'document' | 'client', boolean>> {
  const use = join(project, 'client', 'src', 'use-bar.ts');
  const text = "import type { paths } from './api-types';\nexport type Bar = paths['/bar']['get'];\n";
  writeFileSync(use, text);
  const output = join(project, 'cdk.out');
  await Promise.all([
    synthesize({ project, output }),
    run(process.execPath, ['--import', 'tsx', 'bin/openapi.ts'], { cwd: project }),
  ]);
  const types = run(process.execPath, [tsc, '--project', 'client', '--noEmit'], { cwd: project });
  return {
    gateway: Object.values(findTemplate(output).Resources).some(
      ({ Type, Properties }) => Type === 'AWS::ApiGateway::Resource' && Properties.PathPart === 'bar',
    ),
    document: JSON.parse(read('openapi.json')).paths['/bar']?.get !== undefined,
    client: await types.then(
      () => true,
      ({ stdout }) => {
        // any other complaint would be no answer
        if (!stdout.includes("'/bar'")) throw new Error(stdout);
        return false;
      },
    ),
  };
}

function findTemplate(output: string): {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
} {
  const { artifacts } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
  const [stack] = Object.values(
    artifacts as Record<string, { type: string; properties: { templateFile: string } }>,
  ).filter(({ type }) => type === 'aws:cloudformation:stack');
  return JSON.parse(readFileSync(join(output, stack?.properties.templateFile ?? ''), 'utf8'));
}

const line = "  'GET /bar': { service: 'foo', access: 'signed-in' },\n";
const table = 'lambda/routes.ts';

test('a route that is added to the table is in the gateway, the document and the client', async () => {
  const start = 'export const routes = {\n';
  expect(read(table)).toContain(start);
  writeFileSync(join(project, table), read(table).replace(start, start + line));
  expect(await findKnowing()).toEqual({ gateway: true, document: true, client: true });
}, 60_000);

test('a route that is deleted from the table is gone from all of them', async () => {
  writeFileSync(join(project, table), read(table).replace(line, ''));
  expect(await findKnowing()).toEqual({ gateway: false, document: false, client: false });
}, 60_000);
