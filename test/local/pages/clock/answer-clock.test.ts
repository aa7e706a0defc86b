import { createRunClock } from '../../../../local/clock/run-clock';
import type { Answer, HeaderPair } from '../../../../local/gateway/http/messages';
import { answerClock } from '../../../../local/pages/clock/answer-clock';
import { createTurnClock } from '../../../../local/run/turn-clock';

const JSON_TYPE: HeaderPair = ['Content-Type', 'application/json'];

/** Creates requests to a clock that is stopped at the beginning of 2027. */
function createAsker() {
  jest.spyOn(Date, 'now').mockReturnValueOnce(Date.UTC(2027, 0, 1));
  const clock = createRunClock({ stands: true });
  const turnClock = createTurnClock({ clock, onTurned: async () => {}, emit: () => {} });
  return {
    clock,
    ask: (
      body: string,
      { headers = [JSON_TYPE], method = 'POST' }: { headers?: HeaderPair[]; method?: string } = {},
    ) =>
      answerClock(
        { method, target: '/_local/clock', headers, body: Buffer.from(body), sourceIp: '127.0.0.1' },
        { clock, turnClock },
      ),
  };
}

const headerOf = ({ headers }: Answer, wanted: string) => headers.find(([name]) => name === wanted)?.[1];
const jsonOf = ({ body }: Answer) => JSON.parse(body.toString('utf8'));

test('GET shows the clock', async () => {
  const answer = await createAsker().ask('', { method: 'GET', headers: [] });
  expect(answer.status).toBe(200);
  expect(jsonOf(answer)).toEqual({ now: '2027-01-01T00:00:00.000Z', ahead: 'PT0S' });
});

test('POST turns the clock by a duration or to a time, and shows it', async () => {
  const { ask } = createAsker();
  const shown = { now: '2027-01-01T00:15:00.000Z', ahead: 'PT15M' };
  expect(jsonOf(await ask('{"advance":"PT15M"}'))).toEqual(shown);
  const later = { now: '2027-01-03T12:00:00.000Z', ahead: 'P2DT12H' };
  expect(jsonOf(await ask('{"to":"2027-01-03T12:00Z"}'))).toEqual(later);
  expect(jsonOf(await ask('', { method: 'GET' }))).toEqual(later);
});

test.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json ;charset=utf-8'])(
  'a body of the type %s is read',
  async (type) => {
    const answer = await createAsker().ask('{"advance":"PT1S"}', { headers: [['content-type', type]] });
    expect(answer.status).toBe(200);
  },
);

test.each([
  ['INVALID_BODY', ''],
  ['INVALID_BODY', '{'],
  ['INVALID_BODY', 'null'],
  ['INVALID_BODY', '[]'],
  ['INVALID_BODY', '"PT15M"'],
  ['INVALID_BODY', '{}'],
  ['INVALID_BODY', '{"back":"PT15M"}'],
  ['INVALID_BODY', '{"__proto__":"PT15M"}'],
  ['INVALID_BODY', '{"advance":900}'],
  ['INVALID_BODY', '{"advance":null}'],
  ['INVALID_BODY', '{"advance":["PT15M"]}'],
  ['INVALID_BODY', '{"advance":"PT15M","unit":"s"}'],
  ['INVALID_BODY', '{"advance":"PT15M","to":"2028-01-01T00:00Z"}'],
  ['INVALID_DURATION', '{"advance":""}'],
  ['INVALID_DURATION', '{"advance":"15m"}'],
  ['INVALID_DURATION', '{"advance":"-PT15M"}'],
  ['INVALID_DURATION', '{"advance":"PT0.5S"}'],
  ['INVALID_DURATION', '{"advance":"P1Y"}'],
  ['INVALID_TURN', '{"advance":"PT0S"}'],
  ['INVALID_TURN', '{"advance":"P3651D"}'],
  ['INVALID_TURN', '{"advance":"P999999999W"}'],
  ['INVALID_TIME', '{"to":"tomorrow"}'],
  ['INVALID_TIME', '{"to":"2028-01-01"}'],
  ['INVALID_TURN', '{"to":"2026-12-31T23:59:59Z"}'],
  ['INVALID_TURN', '{"to":"2027-01-01T00:00Z"}'],
  ['INVALID_TURN', '{"to":"9999-12-31T23:59Z"}'],
])('%s: %s', async (code, body) => {
  const { ask, clock } = createAsker();
  const answer = await ask(body);
  expect(headerOf(answer, 'Content-Type')).toBe('application/problem+json');
  expect(jsonOf(answer)).toEqual({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    code,
    detail: expect.stringMatching(/^[A-Z].*\.$/),
  });
  expect(clock.aheadSeconds()).toBe(0);
});

test.each<readonly [string, HeaderPair[]]>([
  ['none', []],
  ['a form', [['Content-Type', 'application/x-www-form-urlencoded']]],
  ['text', [['Content-Type', 'text/plain']]],
  ['text that names JSON', [['Content-Type', 'text/plain; application/json']]],
  ['one that begins like JSON', [['Content-Type', 'application/jsonp']]],
  ['two', [JSON_TYPE, JSON_TYPE]],
])('a body of another type is rejected: %s', async (_, headers) => {
  const { ask, clock } = createAsker();
  const answer = await ask('{"advance":"PT15M"}', { headers });
  expect(jsonOf(answer)).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  expect(clock.aheadSeconds()).toBe(0);
});

test('a body that is too large is rejected', async () => {
  const { ask, clock } = createAsker();
  const body = '{"advance":"PT15M"}'.padEnd(1_025);
  expect(jsonOf(await ask(body))).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  expect(clock.aheadSeconds()).toBe(0);
  expect((await ask(body.slice(0, 1_024))).status).toBe(200);
});

test.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])('%s is rejected', async (method) => {
  const answer = await createAsker().ask('{"advance":"PT15M"}', { method });
  expect(jsonOf(answer)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  expect(headerOf(answer, 'Allow')).toBe('GET, POST');
});
