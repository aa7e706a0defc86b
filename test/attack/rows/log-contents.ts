/** The log of all requests of the suite to a run. These rows come last. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Sent } from '../../support/http-client';
import type { Attack } from '../attack';
import { guess } from '../guess';
import type { Target } from '../target';

/** A password that no request of the suite sends as a valid one. */
const PLANTED = 'planted-horse-battery-staple';
const BASE64 = Buffer.from(PLANTED).toString('base64url');

function expectNoTrace(text: string): void {
  for (const trace of [PLANTED, BASE64]) expect(text).not.toContain(trace);
}

/** Requests with the password in each place that a parser reads. */
function plantedRequests({ ada }: Target): readonly Sent[] {
  const headers = { 'content-type': 'application/json' };
  const create = { method: 'POST', path: '/sessions/create', headers };
  const foo = (sent: Partial<Sent>) => withToken(ada.token, { path: '/foo', ...sent });
  return [
    { ...create, body: `{"username":"x","password":"${PLANTED}` },
    { ...create, body: PLANTED },
    { ...create, body: `username=x&password=${PLANTED}` },
    { ...create, headers: { 'content-type': `application/json; charset=${PLANTED}` }, body: '{}' },
    { ...create, json: { username: { [PLANTED]: PLANTED }, [PLANTED]: PLANTED } },
    { ...create, json: { username: 'x', password: [PLANTED], device_token: `d1.${BASE64}.${BASE64}` } },
    { method: 'POST', path: '/sessions/refresh', json: { refresh_token: `r1.${PLANTED}.${BASE64}` } },
    foo({ path: `/foo?cursor=${BASE64}` }),
    foo({ path: `/foo?limit=${PLANTED}` }),
    foo({ path: `/foo/${PLANTED}` }),
    foo({
      method: 'POST',
      json: { name: { [PLANTED]: PLANTED } },
      headers: { 'idempotency-key': `"${PLANTED}` },
    }),
    foo({
      path: '/foo/x',
      method: 'DELETE',
      headers: { 'if-match': PLANTED, 'if-unmodified-since': PLANTED },
    }),
    withToken(ada.token, { path: `/users/me/export?cursor=${BASE64}` }),
    withToken(PLANTED, { path: '/users/me' }),
    withToken(`${BASE64}.${BASE64}.${BASE64}`, { path: '/users/me' }),
    { path: '/users/me', headers: { authorization: `Basic ${BASE64}` } },
  ];
}

export const logContentAttacks: readonly Attack[] = [
  {
    requirement: ['ASVS V16.4.1'],
    attack: 'a line end and an event in a name, an agent and a path: they forge no log line',
    play: async (target) => {
      const before = target.logged('sign_in_failed').length;
      const forged = '{"level":"INFO","event":"forged_event","sub":"root"}';
      await guess(target, { username: `x\n${forged}\n` });
      const headers = { 'user-agent': forged };
      await target.send({ method: 'POST', path: '/sessions/create', json: createCredentials(), headers });
      await target.send({ path: `/%0a${encodeURIComponent(forged)}` });
      await target.waitForLog('sign_in_failed', before + 2);
      expect(target.logged('forged_event')).toEqual([]);
      expect(
        target
          .printed()
          .split('\n')
          .filter((line) => line.startsWith('{"level":"INFO","event":"forged_event"')),
      ).toEqual([]);
    },
  },
  {
    requirement: ['ASVS V16.2.1', 'ASVS V16.2.2', 'ASVS V16.2.4'],
    attack: 'every log line of the functions is an object with a time in UTC, a level and a request',
    readsWholeLog: true,
    play: async (target) => {
      const lines = ['sign_in_failed', 'signed_in', 'account_registered', 'request'].flatMap(target.logged);
      expect(lines.length).toBeGreaterThan(10);
      for (const line of lines) {
        expect(line).toMatchObject({
          level: expect.stringMatching(/^(INFO|WARN|ERROR)$/),
          timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          requestId: expect.stringMatching(/^[\w-]{8,}$/),
        });
      }
    },
  },
  {
    requirement: ['ASVS V16.3.1'],
    attack: 'sign-ins are logged with account, source and result, and without failed usernames',
    play: async (target) => {
      expect(target.logged('signed_in').at(-1)).toMatchObject({
        sub: expect.any(String),
        sid: expect.any(String),
        sourceIp: expect.any(String),
      });
      const { username } = target.ada;
      const before = target.logged('sign_in_failed').length;
      await guess(target, { username });
      const failed = await target.waitForLog('sign_in_failed', before + 1);
      expect(failed.at(-1)).toMatchObject({ usernameHash: expect.any(String), sourceIp: expect.any(String) });
      expect(JSON.stringify(failed)).not.toContain(username);
    },
  },
  {
    requirement: ['ASVS V16.3.2', 'ASVS V16.3.3'],
    attack: 'a forged token and a malformed body: each is logged with its reason, and without its content',
    play: async (target) => {
      const rejected = target.logged('token_rejected').length;
      const token = await target.mint.token({ claims: { aud: 'another' } });
      await target.send(withToken(token, { path: '/users/me' }));
      const [line] = (await target.waitForLog('token_rejected', rejected + 1)).slice(rejected);
      expect(line).toMatchObject({ reason: 'wrong-audience', kid: target.mint.kid });
      const requests = target.logged('request').length;
      await target.send({ method: 'POST', path: '/users', json: { username: 'x' } });
      const [request] = (await target.waitForLog('request', requests + 1)).slice(requests);
      expect(request).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    },
  },
  {
    requirement: ['ASVS V16.2.5', 'ASVS V16.5.1'],
    attack: 'a password in every parsed part of a request: no log line and no response contains it',
    play: async (target) => {
      const before = target.logged('request').length;
      const requests = plantedRequests(target);
      for (const sent of requests) {
        const { status, text } = await target.send(sent);
        expect([sent, status < 500]).toEqual([sent, true]);
        expectNoTrace(text);
      }
      await target.waitForLog('request', before + 5);
      expectNoTrace(target.written());
    },
  },
  {
    requirement: ['ASVS V16.2.5', 'ASVS V16.5.1'],
    attack:
      'a password in a response of AWS that cannot be parsed: the response is a 500 or 503, and the log does not contain it',
    onlyInAll: true,
    play: async (target) => {
      const { ada } = target;
      const json = { username: ada.username, password: ada.password };
      const cases = [
        ['dynamodb:GetItem', withToken(ada.token, { path: '/users/me' })],
        ['dynamodb:GetItem', { method: 'POST', path: '/sessions/create', json }],
        ['kms:Sign', { method: 'POST', path: '/sessions/create', json }],
        ['dynamodb:Query', withToken(ada.token, { path: '/foo' })],
      ] as const;
      for (const [action, sent] of cases) {
        const garble = async () => ({ status: 200, body: `{"Item":{"secret":${PLANTED}}` });
        const fault = { name: 'garbled', isSlow: false, isApplied: false, bringAbout: garble };
        const watch = target.faults.watch(
          (call) => call.action === action,
          () => fault,
        );
        const { status, text } = await target.send(sent);
        watch.end();
        expect(watch.calls.length).toBeGreaterThan(0);
        expect([500, 503]).toContain(status);
        expectNoTrace(text);
      }
      await target.waitForLog('request', 1);
      expectNoTrace(target.written());
    },
  },
  {
    requirement: ['ASVS V16.2.5'],
    attack: 'none of the secrets that the suite sent or received is in the log',
    readsWholeLog: true,
    play: async (target) => {
      const secrets = target.secrets.all();
      expect(secrets.length).toBeGreaterThan(50);
      const printed = target.printed();
      expect(printed).toContain('sign_in_failed');
      expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
    },
  },
];
