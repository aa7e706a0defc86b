/** The real command, with an assembly that is independent of this project. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../support/wait-until';
import { synthesizeForeignApp } from './foreign-app';

const root = join(__dirname, '../../..');
let folder: string;
let command: ChildProcess;
let printed = '';
let origins: { readonly prod: string; readonly beta: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-assembly-'));
  const assembly = synthesizeForeignApp(folder);
  const options = ['--assembly', assembly, '--port', '0', '--memory', '--no-watch'];
  command = spawn(process.execPath, [join(root, 'local/bin/latchkey-local.cjs'), ...options], {
    cwd: folder,
    env: { ...process.env, TZ: 'America/New_York' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    command.stderr?.on('data', (chunk) => reject(new Error(String(chunk))));
    command.stdout?.on('data', (chunk) => {
      printed += chunk;
      if (/^ready /m.test(printed)) resolve();
    });
  });
  const originOf = (stage: string) =>
    new RegExp(`^pets, stage ${stage}, at (\\S+)$`, 'm').exec(printed)?.[1] ?? '';
  origins = { prod: originOf('prod'), beta: originOf('beta') };
});
afterAll(async () => {
  const ended = new Promise((resolve) => command.once('close', resolve));
  command.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

type Stage = 'prod' | 'beta';

async function call(stage: Stage, path: string, headers: Record<string, string> = {}, body?: unknown) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(origins[stage] + path, {
    headers: { 'content-type': 'application/json', ...headers },
    ...init,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const reader = { authorization: 'Bearer reader' };
const pet = { name: 'Rex' };

describe('stages', () => {
  test("have a port and a route table each, the API's own stage first", () => {
    expect(origins.prod).toMatch(/^http:\/\/localhost:\d+$/);
    expect(origins.beta).toMatch(/^http:\/\/localhost:\d+$/);
    expect(origins.beta).not.toBe(origins.prod);
    expect(printed.match(/^pets, stage \w+/gm)).toEqual(['pets, stage prod', 'pets, stage beta']);
    expect(printed.match(/^ {2}POST +\/pets +with a token/gm)).toHaveLength(2);
    expect(printed).toMatch(new RegExp(`^ready ${origins.prod}$`, 'm'));
    expect(printed).not.toContain('not run here');
  });

  test('have their own variables and deployment', async () => {
    const [prod, beta] = [await call('prod', '/files/a', reader), await call('beta', '/files/a', reader)];
    expect(prod.body).toMatchObject({ stage: 'prod', stageVariables: { tenant: 'acme' } });
    expect(beta.body).toMatchObject({ stage: 'beta', stageVariables: { tenant: 'umbrella', extra: 'x' } });
    expect(prod.body.deploymentId).toMatch(/^[a-z0-9]{10}$/);
    expect(beta.body.deploymentId).toMatch(/^[a-z0-9]{10}$/);
    expect(beta.body.deploymentId).not.toBe(prod.body.deploymentId);
  });

  test('are where their URLs in the functions’ environments lead to', async () => {
    expect((await call('beta', '/files/a', reader)).body.urls).toEqual(origins);
  });

  test('have their own throttle', async () => {
    const statuses = async (stage: Stage) => [
      (await call(stage, '/open')).status,
      (await call(stage, '/open')).status,
    ];
    expect(await statuses('beta')).toEqual([200, 429]);
    expect(await statuses('prod')).toEqual([200, 200]);
  });

  test('need a permission to invoke each, which the CDK creates only for the first by default', async () => {
    expect((await call('prod', '/scoped')).status).toBe(200);
    expect(await call('beta', '/scoped')).toEqual({
      status: 500,
      body: { message: 'Internal server error' },
    });
  });
});

test('a deployment that AWS would reject is reported in one line at start', () => {
  const [line, ...others] = printed.match(/^AWS would reject .*$/gm) ?? [];
  expect(line).toMatch(
    /^AWS would reject this deployment: the API Api\w{8} has 30\d resources, and 300 are allowed; .+\.$/,
  );
  expect(others).toEqual([]);
  expect(printed.indexOf('AWS would reject')).toBeLessThan(printed.indexOf('\nready '));
});

describe('the time zone', () => {
  test('of functions is UTC, as on Lambda', async () => {
    expect((await call('prod', '/files/a', reader)).body.zone).toEqual([':UTC', 0]);
  });

  test('of the requests on the page is that of this machine', async () => {
    await call('prod', '/open');
    const page = await (await fetch(`${origins.prod}/_local/`)).text();
    const [, at = '', shown] = /<time datetime="([^"]+)">([^<]+)<\/time>/.exec(page) ?? [];
    expect(shown).toBe(new Date(at).toLocaleTimeString('en-GB', { timeZone: 'America/New_York' }));
  });
});

describe('the first TOKEN authorizer', () => {
  test('guards the proxy resource, whose path arrives undecoded', async () => {
    const { status, body } = await call('prod', '/files/a/b%20c', reader);
    expect([status, body.pathParameters]).toEqual([200, { proxy: 'a/b%20c' }]);
    expect(await call('prod', '/files/a')).toEqual({ status: 401, body: { message: 'Unauthorized' } });
    expect((await call('prod', '/files/a', { authorization: 'Bearer other' })).status).toBe(403);
  });

  test('is invoked once for a token and a stage, and its policy is evaluated for each request', async () => {
    const callsOf = async (stage: Stage, path: string) =>
      (await call(stage, path, reader)).body.authorizer as { readonly calls: string };
    const [first, second, third] = [
      await callsOf('prod', '/files/x'),
      await callsOf('prod', '/files/y'),
      await callsOf('beta', '/files/x'),
    ];
    expect(second.calls).toBe(first.calls);
    expect(third.calls).not.toBe(first.calls);
    const posted = await call('prod', '/files/x', reader, {});
    expect(posted.status).toBe(403);
    expect(posted.body.Message).toMatch(/because no identity-based policy allows/);
  });
});

describe('the second TOKEN authorizer', () => {
  test.each([
    ['edit-7', 200],
    ['edit-9', 403],
    ['edit-0', 401],
    ['edit-7x', 401],
  ])('answers %s with %i', async (token, status) => {
    expect((await call('prod', '/pets', { 'x-edit': token }, pet)).status).toBe(status);
  });

  test('is not invoked for a token that its expression does not match completely', async () => {
    await call('beta', '/pets', { 'x-edit': 'an edit-7' }, pet);
    await call('beta', '/pets', { 'x-edit': 'edit-8' }, pet);
    // The output of the command arrives independently of the responses.
    const lines = () => printed.match(/^POST \/pets .*$/gm)?.slice(-2) ?? [];
    await waitUntil(() => / 200 /.test(lines()[1] ?? ''));
    expect(lines()[0]).toMatch(/^POST \/pets 401 .*not invoked/);
  });
});

test('the REQUEST authorizer identifies callers by a header and a stage variable', async () => {
  const ask = (stage: Stage, caller: string) => call(stage, '/tenant', { 'x-caller': caller });
  const passed = await ask('prod', 'acme');
  expect([passed.status, passed.body.authorizer]).toMatchObject([200, { type: 'REQUEST' }]);
  expect((await ask('beta', 'umbrella')).status).toBe(200);
  expect((await ask('beta', 'acme')).status).toBe(403);
  expect((await ask('prod', 'umbrella')).status).toBe(403);
  expect((await call('prod', '/tenant')).status).toBe(401);
});

test.each<[unknown, number]>([
  [{ name: 'Rex' }, 200],
  [{ name: 'Bartholomew' }, 400],
  [{ name: 7 }, 400],
  [{}, 400],
])('the model and the model that it references validate %j: %i', async (body, status) => {
  const answered = await call('beta', '/pets', { 'x-edit': 'edit-1' }, body);
  expect(answered.status).toBe(status);
  expect(answered.body).toMatchObject(
    status === 200 ? { body: JSON.stringify(body) } : { message: 'Invalid request body' },
  );
});
