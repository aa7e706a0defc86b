import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerHandler, GatewayRequest } from '../../../../local/gateway/http/messages';
import { findDocument } from '../../../../local/pages/docs/find-document';
import { makeApi, makeMethod } from '../small-api';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'find-document-'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const write = (title: string) =>
  JSON.stringify({ openapi: '3.1.0', info: { title }, paths: { '/pets': { get: { summary: title } } } });
const own = makeMethod({ resourcePath: '/openapi.json' });

async function titleOf({ methods = [makeMethod()], status = 200, body = '' } = {}) {
  const asked: GatewayRequest[] = [];
  const gateway: AnswerHandler = {
    handle: async (request) => {
      asked.push(request);
      return { status, headers: [], body: Buffer.from(body) };
    },
  };
  const document = await findDocument({ api: makeApi(methods), gateway, project, host: 'localhost:3000' });
  return { title: (document.info as { title: string }).title, paths: document.paths, asked };
}

test("uses the API's own response to GET /openapi.json", async () => {
  writeFileSync(join(project, 'openapi.json'), write('of the project'));
  const { title, asked } = await titleOf({ methods: [makeMethod(), own], body: write('of the API') });
  expect(title).toBe('of the API');
  expect(asked).toMatchObject([{ method: 'GET', target: '/openapi.json' }]);
});

test('under a base path, the document contains the paths behind it', async () => {
  const methods = ['/auth/pets', '/auth/openapi.json', '/free'].map((resourcePath) =>
    makeMethod({ resourcePath }),
  );
  const body = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'of the API' },
    paths: { '/pets': { get: { summary: 'Pets' } }, '/free': { get: { summary: 'Free' } } },
  });
  const { title, asked, paths } = await titleOf({ methods, body });
  expect(title).toBe('of the API');
  expect(asked).toMatchObject([{ method: 'GET', target: '/auth/openapi.json' }]);
  expect(paths).toMatchObject({
    '/auth/pets': { get: { summary: 'Pets' } },
    '/free': { get: { summary: 'Free' } },
  });
  expect(Object.keys(paths)).not.toContain('/pets');
});

test('uses the file of the project if the API has no such route, or one behind an authorizer', async () => {
  writeFileSync(join(project, 'openapi.json'), write('of the project'));
  const guarded = { ...own, authorizationType: 'CUSTOM' };
  for (const methods of [[makeMethod()], [makeMethod(), guarded]]) {
    const { title, asked } = await titleOf({ methods, body: write('of the API') });
    expect({ title, asked }).toEqual({ title: 'of the project', asked: [] });
  }
});

test.each([
  ['an error', 500, write('of the API')],
  ['no JSON', 200, '<html>'],
  ['another version', 200, '{"swagger":"2.0","paths":{}}'],
  ['no paths', 200, '{"openapi":"3.1.0"}'],
  ['paths that are none', 200, '{"openapi":"3.1.0","paths":{"/pets":null}}'],
])('an API that answers %s has no document', async (_what, status, body) => {
  expect((await titleOf({ methods: [makeMethod(), own], status, body })).title).toBe('pets');
});

test('without a document, the template is described', async () => {
  expect((await titleOf()).title).toBe('pets');
  writeFileSync(join(project, 'openapi.json'), 'no JSON');
  expect((await titleOf()).title).toBe('pets');
});
