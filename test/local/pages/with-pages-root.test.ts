/** The page that a browser reaches by opening the origin. */
import { createRunClock } from '../../../local/clock/run-clock';
import type { Listener } from '../../../local/gateway/http/listener';
import type { AnswerHandler, HeaderPair } from '../../../local/gateway/http/messages';
import { createMailbox } from '../../../local/mail/mailbox';
import { withPages } from '../../../local/pages/with-pages';
import { makeApi, makeMethod } from './small-api';

const origin = 'http://localhost:3000';
const visit: readonly HeaderPair[] = [
  ['Host', 'localhost:3000'],
  ['Accept', 'text/html,application/xhtml+xml'],
];

/** Requests a path of an API with one route. */
async function ask(resourcePath: string, headers: readonly HeaderPair[], method = 'GET', target = '/') {
  const handlers: AnswerHandler[] = [];
  const listener = {
    port: 3000,
    origin,
    serve: (next: AnswerHandler) => handlers.push(next),
    close: jest.fn(),
  };
  const api = makeApi([makeMethod({ resourcePath })]);
  const app = { region: 'r', accountId: 'a', apis: [], functions: [], tables: [], keys: [], notRun: [] };
  const requests = { add: jest.fn(), note: jest.fn(), list: () => [] };
  const store = () => ({ perform: jest.fn() });
  const serving = () => ({ app, served: [{ api, origin }], simulateFeedback: jest.fn(), queued: jest.fn() });
  withPages(listener as unknown as Listener, {
    project: '/',
    requests,
    mailbox: createMailbox(),
    clock: createRunClock(),
    turnClock: jest.fn(),
    serving,
    store,
    keys: () => ({ materialOf: jest.fn() }),
  }).serve({
    handle: async () => ({ status: 418, headers: [], body: Buffer.alloc(0) }),
  });
  const request = { method, target, headers, body: Buffer.alloc(0), sourceIp: '127.0.0.1' };
  const answer = await handlers[0]?.handle(request);
  return [answer?.status, new Map(answer?.headers).get('Location')];
}

const ofTheApi = [418, undefined];

test('a browser is redirected to the pages', async () => {
  expect(await ask('/pets', visit)).toEqual([302, '/_local/']);
  expect(await ask('/pets', visit, 'GET', '/?from=here')).toEqual([302, '/_local/']);
});

test('a route of the API takes precedence', async () => {
  expect(await ask('/', visit)).toEqual(ofTheApi);
});

test('programs, other paths and other hosts receive the response of the API', async () => {
  expect(
    await ask('/pets', [
      ['Host', 'localhost:3000'],
      ['Accept', '*/*'],
    ]),
  ).toEqual(ofTheApi);
  expect(await ask('/pets', visit, 'POST')).toEqual(ofTheApi);
  expect(await ask('/pets', visit, 'GET', '/other')).toEqual(ofTheApi);
  expect(
    await ask('/pets', [
      ['Host', 'api.example.com'],
      ['Accept', 'text/html'],
    ]),
  ).toEqual(ofTheApi);
});
