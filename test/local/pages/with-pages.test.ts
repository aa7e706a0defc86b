import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalRun, startLocalRun } from '../../../local/start-local-run';
import { synthesizeFixture } from '../synthesize-fixture';

let project: string;
let assembly: string;
let run: LocalRun;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'pages-test-'));
  assembly = synthesizeFixture(project);
  run = await startLocalRun({ project, assembly, memory: true, allowHosts: ['api.example.com'] });
});
afterAll(async () => {
  await run.close();
  rmSync(project, { recursive: true, force: true });
});

const get = async (path: string) => {
  const response = await fetch(run.origin + path, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const PATHS = [
  '/_local',
  '/_local/',
  '/_local/docs',
  '/_local/openapi.json',
  '/_local/clock',
  '/_local/authenticator',
  '/_local/assets/docs.mjs',
  '/_local/no',
];

/** Sends requests that fetch would not send: any Host, any method. */
function send(path: string, { host = new URL(run.origin).host, method = 'GET' } = {}) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(run.origin);
    const sent = sendRequest(
      { hostname, port, path, method, agent: false, headers: { host } },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    sent.on('error', reject).end();
  });
}

test.each(PATHS)('%s is rejected for an allowed Host that is not this machine', async (path) => {
  const { status, text } = await send(path, { host: `api.example.com:${new URL(run.origin).port}` });
  expect({ status, text }).toEqual({
    status: 403,
    text: 'These pages are served only at localhost, 127.0.0.1 and [::1].\n',
  });
});

test('the API itself answers to the allowed Host', async () => {
  expect((await send('/counter', { host: 'api.example.com' })).status).toBe(200);
});

// With DNS rebinding, a page of another site would read the API as its own origin.
test.each(['/counter', ...PATHS])('%s is rejected for any other Host', async (path) => {
  const { status, text } = await send(path, { host: `evil.example:${new URL(run.origin).port}` });
  expect(status).toBe(421);
  expect(JSON.parse(text)).toEqual({
    message: expect.stringMatching(/^Misdirected Request: the Host is not /),
  });
});

test.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is rejected', async (method) => {
  expect((await send('/_local/', { method })).status).toBe(405);
});

test('any write by a page of another origin is rejected', async () => {
  for (const path of PATHS) {
    const headers = { origin: 'http://localhost:5173', 'content-type': 'application/json' };
    const response = await fetch(run.origin + path, { method: 'POST', headers, body: '{"advance":"PT1S"}' });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      403,
      'FOREIGN_ORIGIN',
    ]);
  }
  expect(JSON.parse((await get('/_local/clock')).text).ahead).toBe('PT0S');
});

test.each(PATHS)('%s has a strict policy, is not cached, and is closed to other origins', async (path) => {
  const { headers } = await get(path);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  );
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
});

test('an unknown page is not found, and no path leads out of the assets', async () => {
  for (const path of ['/_local/no', '/_local/assets/', '/_local/assets/../with-pages.ts', '/_local/docs/']) {
    // fetch would remove the dots.
    expect((await send(path)).status).toBe(404);
  }
});

test('a path that only begins like the pages belongs to the API', async () => {
  expect((await get('/_locals')).text).toContain('Missing Authentication Token');
});

test('every file that a page references is served with its type', async () => {
  const files = new Map<string, string | null>();
  for (const page of ['/_local/', '/_local/docs']) {
    const { text } = await get(page);
    expect(text).not.toMatch(/<style|style=|<script[^>]*>[^<]| on\w+="/);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="(\/_local\/assets\/[^"]+)"/g)) {
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      files.set(path.replace('/_local/assets/', ''), headers.get('content-type'));
    }
  }
  expect(Object.fromEntries(files)).toEqual({
    'icon.svg': 'image/svg+xml',
    'pages.css': 'text/css; charset=utf-8',
    'swagger-ui.css': 'text/css; charset=utf-8',
    'docs.css': 'text/css; charset=utf-8',
    'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
    'clock.mjs': 'text/javascript; charset=utf-8',
    'docs.mjs': 'text/javascript; charset=utf-8',
  });
});

test('the document is about this API at this origin, and follows the project’s file', async () => {
  const read = async () => JSON.parse((await get('/_local/openapi.json')).text);
  expect(await read()).toMatchObject({ info: { title: 'counters' }, servers: [{ url: '/' }] });
  const document = { openapi: '3.1.0', info: {}, paths: { '/counter': { get: { summary: 'Count' } } } };
  writeFileSync(join(project, 'openapi.json'), JSON.stringify(document));
  const { paths } = await read();
  expect(Object.keys(paths).sort()).toEqual(['/counter', '/denied']);
  expect(paths['/counter']).toMatchObject({ get: { summary: 'Count' }, post: { security: [] } });
});

test('the overview shows requests and the contents of the table, without markup and secrets', async () => {
  const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln';
  const store = async (body: string) => {
    await fetch(`${run.origin}/counter`, { method: 'POST', body });
    return (await get('/_local/')).text;
  };
  const page = await store('<script>alert(1)</script>');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('POST /counter has no authorizer: every caller may call it');
  expect(await store(jwt)).toContain('(masked)');
  expect(await store(jwt)).not.toContain(jwt);
  // A visit of the page counts neither as a request to the API nor as a call of a function.
  expect(page).not.toContain('GET /_local/');
  expect(run.calls().filter(({ action }) => action === 'dynamodb:Scan')).toEqual([]);
});

test('without pages, the path belongs to the API', async () => {
  const plain = await startLocalRun({ project, assembly, memory: true, pages: false });
  const response = await fetch(`${plain.origin}/_local/`);
  await plain.close();
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Missing Authentication Token');
});
