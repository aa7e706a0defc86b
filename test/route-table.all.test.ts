/** Adds a route as docs/tutorial.md describes, and deletes another with its code and texts: everything that lists routes follows. */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, createAccount } from './support/accounts';
import { checkTypes } from './support/check-types';
import { copyProject } from './support/copy-project';
import { expectProblem } from './support/expect-problem';
import { send } from './support/http-client';
import { type LocalServer, startLocalServer } from './support/local-server';
import { projectRoot, synthesize } from './support/synthesize';
import { typescriptOptions } from './support/typescript-process';
import { applyStep, readSteps, revertStep } from './support/walkthrough';

const run = promisify(execFile);
const added = '/bar';
/** The path of the deleted route, whose other methods remain. */
const deleted = '/foo/{id}';

let project: string;
let server: LocalServer | undefined;
let account: Account;

const read = (file: string) => readFileSync(join(project, file), 'utf8');

/** Removes a text that must occur exactly once. */
function cut(file: string, text: RegExp): void {
  const [before, after, ...more] = read(file).split(text);
  if (after === undefined || more.length > 0) throw new Error(`${file} does not hold ${text} once`);
  writeFileSync(join(project, file), before + after);
}

beforeAll(async () => {
  project = copyProject(['bin', 'lib', 'lambda', 'local', 'client']);
  const steps = readSteps(readFileSync(join(projectRoot, 'docs', 'tutorial.md'), 'utf8'));
  for (const step of steps.toReversed()) revertStep(project, step);
  for (const step of steps) applyStep(project, step);
  cut('lambda/routes.ts', /^ {2}'GET \/foo\/\{id\}': .*\n/m);
  cut('lambda/foo/handler.ts', /^ {4}'GET \/foo\/\{id\}': [\s\S]*?^ {4}\},\n/m);
  cut('lambda/foo/handler.ts', /^const get = .*\n/m);
  cut('lambda/foo/handler.ts', /^import \{ getFoo \}.*\n/m);
  cut('lambda/foo/handler.ts', /\banswerRead, /);
  cut('lambda/foo/descriptions.ts', /^ {2}'GET \/foo\/\{id\}': \{\n[\s\S]*?^ {2}\},\n/m);
  rmSync(join(project, 'lambda/foo/get-foo.ts'));

  await run(process.execPath, [...typescriptOptions, 'bin/openapi.ts'], { cwd: project });
  const assembly = join(project, 'cdk.out');
  await synthesize({ project, output: assembly });
  server = await startLocalServer({ project, assembly });
  account = await createAccount(server.origin);
});

afterAll(async () => {
  await server?.stop();
  rmSync(project, { recursive: true, force: true });
});

async function fetchText(path: string): Promise<string> {
  const { status, text } = await send(server?.origin ?? '', { path });
  expect(status).toBe(200);
  return text;
}

test.each([
  ['openapi.json', async () => read('openapi.json')],
  ['the document that the API serves', () => fetchText('/openapi.json')],
  ['the document that the docs page shows', () => fetchText('/_local/openapi.json')],
])('%s has the new route, with its description, and not the deleted one', async (_what, readText) => {
  const { paths } = JSON.parse(await readText());
  expect(paths[added]?.get).toMatchObject({ operationId: 'getBar', security: [{ accessToken: [] }] });
  expect(Object.keys(paths[deleted])).toEqual(['put', 'delete']);
});

test('the overview of the local run lists the new route and not the deleted one', async () => {
  const page = await fetchText('/_local/');
  expect(page).toContain(`<code>${added}</code>`);
  const cells = page.replaceAll(/<\/?td[^>]*>/g, '');
  const methods = [...cells.matchAll(/<code>(\w+)<\/code><code>\/foo\/\{id\}</g)].map(([, method]) => method);
  expect(methods).toEqual(['PUT', 'DELETE']);
});

test('only the tests of a deleted operation still mention it', async () => {
  expect(await checkTypes(project)).toBe('');
});

test("the client's types know the new route and not the deleted one", async () => {
  const use = [
    "import type { paths } from './api-types';",
    `export type Added = paths['${added}']['get'];`,
    '// @ts-expect-error it is deleted',
    `export type Deleted = paths['${deleted}']['get'];`,
  ];
  writeFileSync(join(project, 'client', 'src', 'use-routes.ts'), use.join('\n'));
  const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const checked = run(process.execPath, [tsc, '--project', 'client', '--noEmit'], { cwd: project });
  expect(await checked.catch(({ stdout }) => ({ stdout }))).toMatchObject({ stdout: '' });
});

test('API Gateway requires a token for the new route, and no longer knows the deleted one', async () => {
  const answer = await account.send({ path: added });
  expect(answer).toMatchObject({ status: 200, json: { greeting: `Hello, ${account.username}` } });
  expectProblem(await send(server?.origin ?? '', { path: added }), { status: 401, code: 'UNAUTHORIZED' });
  expectProblem(await account.send({ path: '/foo/x' }), { status: 404, code: 'NOT_FOUND' });
  // a missing foo may have the same detail, but only an unknown route is rejected before the check of the token
  expectProblem(await send(server?.origin ?? '', { path: '/foo/x' }), { status: 404, code: 'NOT_FOUND' });
});
