/** Checks that every successful response matches its example in openapi.json: the same members, of the same forms. */
import { type Account, createCredentials, refresh, toAccount } from '../support/accounts';
import { createContractCheck, readDocument } from '../support/api-contract';
import { type Answer, type Sent, send } from '../support/http-client';
import { likeExample } from '../support/like-example';
import { createBrowser, signInWithPasskey } from '../support/passkeys';
import { fromNewSource, readMails } from '../support/read-mails';
import {
  answerChallenge,
  codeOf,
  confirmTotp,
  enrolTotp,
  openChallenge,
  stepUp,
} from '../support/second-factors';
import { baseUrl } from '../support/server-under-test';
import { ANSWERS_OF_PAGES, hasPages, signInAsApp } from '../support/visit-pages';

const JSON_TYPE = 'application/json';
const document = readDocument();
const check = createContractCheck(document);

/** Successes that only other stages have. */
const OF_OTHERS = [
  'POST /sessions/challenge/totp 201',
  'GET /.well-known/webauthn 200',
  ...(hasPages ? [] : ANSWERS_OF_PAGES),
];

/** Every successful response with a JSON body. */
const listed = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([name, { responses }]) =>
    Object.entries(responses).flatMap(([status, response]) => {
      const media = 'content' in response ? response.content?.[JSON_TYPE] : undefined;
      const method = name.toUpperCase();
      const key = `${method} ${path} ${status}`;
      return media ? [{ key, method, path, status: Number(status), example: media.example }] : [];
    }),
  ),
);

/** Those of this stage. */
const documented = listed.filter(({ key }) => !OF_OTHERS.includes(key));

// biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks its shape
const exampleOf = (wanted: string): any => documented.find(({ key }) => key === wanted)?.example;

/** Whether mails can be read here. A server elsewhere may also have no e-mail at all. */
const hasInbox = !process.env.BASE_URL;

/** Gives the account the address of the examples, once its username is replaced by that of the examples. */
async function addAddress({ send, username }: Account): Promise<void> {
  const email = `${username}@example.com`;
  const headers = fromNewSource();
  await send({ method: 'PUT', path: '/users/me/email', json: { email }, headers });
  const [mail] = await readMails(email);
  await send({ method: 'POST', path: '/users/me/email/verification', json: { code: mail?.code } });
}

/** Adds an app, signs in with it, and steps up. The last account has a session with the second factor. */
async function useFactors(
  ada: Account,
): Promise<{ readonly answers: Record<string, Answer>; readonly ada: Account }> {
  const enrolled = await enrolTotp(ada);
  const confirmed = await confirmTotp(ada, enrolled.json.id, codeOf(enrolled.json));
  const challenge = await openChallenge(baseUrl(), ada);
  const proof = { kind: 'totp', code: codeOf(enrolled.json, 1) } as const;
  const signedIn = await answerChallenge(baseUrl(), challenge, proof);
  const next = toAccount(baseUrl(), ada, signedIn);
  const [code] = confirmed.json.recovery_codes;
  return {
    answers: {
      'POST /users/me/factors/totp 201': enrolled,
      'POST /users/me/factors/totp/{id}/confirm 200': confirmed,
      'POST /sessions/challenge 201': signedIn,
      'POST /sessions/current/step-up 200': await stepUp(next, { kind: 'recovery_code', code }),
      'GET /users/me/factors 200': await next.send({ path: '/users/me/factors' }),
      'POST /users/me/recovery-codes 200': await next.send({
        method: 'POST',
        path: '/users/me/recovery-codes',
      }),
    },
    ada: next,
  };
}

/** Adds a passkey, signs in with it, and turns the second factor on and off. */
async function usePasskeys(ada: Account): Promise<Record<string, Answer>> {
  const { username } = ada;
  const browser = createBrowser(baseUrl(), { backup: 'backed-up' });
  const sendAlone = (sent: Sent) => send(baseUrl(), sent);
  const path = '/users/me/passkeys';
  const begun = await ada.send({ method: 'POST', path: `${path}/options` });
  const { ceremony_id, options } = begun.json;
  const { name } = exampleOf('POST /users/me/passkeys 201');
  const credential = await browser.register(options);
  const added = await ada.send({ method: 'POST', path, json: { ceremony_id, name, credential } });
  const asked = await sendAlone({ method: 'POST', path: '/sessions/passkey/options' });
  const signedIn = await signInWithPasskey(sendAlone, browser);
  const next = toAccount(baseUrl(), ada, signedIn);
  const json = { name: exampleOf('PATCH /users/me/passkeys/{id} 200').name };
  const answers = {
    'POST /users/me/passkeys/options 200': begun,
    'POST /users/me/passkeys 201': added,
    'POST /sessions/passkey/options 200': asked,
    'POST /sessions/passkey 201': signedIn,
    'PUT /users/me/second-factor 200': await next.send({ method: 'PUT', path: '/users/me/second-factor' }),
    'GET /users/me/passkeys 200': await next.send({ path }),
    'PATCH /users/me/passkeys/{id} 200': await next.send({
      ...{ method: 'PATCH', path: `${path}/${added.json.id}`, json },
    }),
    'POST /sessions/current/step-up/options 200': await next.send({
      ...{ method: 'POST', path: '/sessions/current/step-up/options' },
    }),
    'POST /users/passkey/options 200': await sendAlone({
      ...{ method: 'POST', path: '/users/passkey/options', json: { username } },
    }),
  };
  await next.send({ method: 'DELETE', path: '/users/me/second-factor' });
  return answers;
}

/** Leaves the members of e-mail out of a profile or an export, where no address can be verified. */
function withoutEmail(json: Answer['json']): unknown {
  const { email: _, email_verified: _v, pending_email: _p, ...rest } = json;
  return rest.items === undefined ? rest : { ...rest, items: rest.items.map(withoutEmail) };
}

/**
 * Requests every response, with the values of the examples. A route that needs no preparation needs no line
 * here.
 */
async function collectAnswers(
  username: string,
  nextUsername: string,
): Promise<Readonly<Record<string, Answer>>> {
  const credentials = { ...createCredentials(), username };
  const [{ userAgent }] = exampleOf('GET /sessions 200').items;
  const { name, note } = exampleOf('POST /foo 201');
  const registered = await send(baseUrl(), {
    method: 'POST',
    path: '/users',
    json: credentials,
    headers: { 'user-agent': userAgent },
  });
  const ada = toAccount(baseUrl(), credentials, registered);
  if (hasInbox) await addAddress(ada);
  const foo = { method: 'POST', path: '/foo', json: { name, note } };
  const created = await ada.send({ ...foo, headers: { 'idempotency-key': 'a-key' } });
  const answers: Record<string, Answer> = {
    'POST /users 201': registered,
    'POST /foo 201': created,
    'POST /sessions/refresh 200': await refresh(baseUrl(), ada.refreshToken),
    // Before there is another session.
    'GET /users/me 200': await ada.send({ path: '/users/me' }),
    'GET /users/me/export 200': await ada.send({ path: '/users/me/export' }),
    'GET /sessions 200': await ada.send({ path: '/sessions' }),
    'GET /foo/{id} 200': await ada.send({ path: `/foo/${created.json.id}` }),
    'PUT /foo/{id} 200': await ada.send({ ...foo, method: 'PUT', path: `/foo/${created.json.id}` }),
    // This needs a next page.
    'GET /foo 200': await ada.send(foo).then(() => ada.send({ path: '/foo?limit=1' })),
    'POST /sessions/create 201': await send(baseUrl(), {
      method: 'POST',
      path: '/sessions/create',
      json: credentials,
    }),
    'POST /password-resets 202': await send(baseUrl(), {
      method: 'POST',
      path: '/password-resets',
      json: { username: credentials.username },
    }),
    ...(hasPages && { 'POST /oauth2/token 200': await signInAsApp(baseUrl(), credentials) }),
  };
  const passkeys = await usePasskeys(ada);
  const factors = await useFactors(ada);
  Object.assign(answers, passkeys, factors.answers, {
    // Last, because it gives the account another name.
    'PUT /users/me/username 200': await factors.ada.send({
      method: 'PUT',
      path: '/users/me/username',
      json: { username: nextUsername },
    }),
  });
  for (const { key, method, path } of documented) {
    if (method === 'GET' && !path.includes('{')) answers[key] ??= await ada.send({ path });
  }
  return answers;
}

const RECOVERY_CODE = /^([0-9A-Z]{4}-){6}[0-9A-Z]{2}$/;

/** Checks the form of recovery codes, of which an example shows one. */
const showOneCode =
  (key: string) =>
  ({ recovery_codes: codes }: Answer['json']) =>
    codes.length === 10 && codes.every((code: string) => RECOVERY_CODE.test(code))
      ? exampleOf(key)
      : { recovery_codes: codes };

/** Removes the parts of a response that an example omits or cannot predict. */
const shorten: Readonly<Record<string, (json: Answer['json']) => unknown>> = {
  // A stage may publish several keys, and KMS has two forms of ids.
  'GET /.well-known/jwks.json 200': ({ keys: [key] }) => {
    const { kid } = exampleOf('GET /.well-known/jwks.json 200').keys[0];
    return { keys: [{ ...key, kid }] };
  },
  'POST /password-resets 202': ({ reset_id }) =>
    /^[\w-]{22}$/.test(reset_id) ? exampleOf('POST /password-resets 202') : { reset_id },
  'POST /users/me/factors/totp 201': ({ secret, uri, qr_svg, ...enrolment }) => {
    const shown = exampleOf('POST /users/me/factors/totp 201');
    const isSvg = /^<svg .*<\/svg>$/.test(qr_svg);
    return {
      ...enrolment,
      secret: /^[A-Z2-7]{32}$/.test(secret) ? shown.secret : secret,
      uri: decodeURIComponent(uri).replace(secret, shown.secret),
      qr_svg: isSvg ? shown.qr_svg : qr_svg,
    };
  },
  'POST /users/me/factors/totp/{id}/confirm 200': showOneCode('POST /users/me/factors/totp/{id}/confirm 200'),
  'POST /users/me/recovery-codes 200': showOneCode('POST /users/me/recovery-codes 200'),
  'PUT /users/me/second-factor 200': showOneCode('PUT /users/me/second-factor 200'),
  'GET /openapi.json 200': ({ openapi, info, servers }) => {
    const { title, version } = info;
    return { openapi, info: { title, version }, servers };
  },
};

describe('successful answers', () => {
  const { hostname: rpId } = new URL(baseUrl());
  const { username } = createCredentials();
  const { username: nextUsername } = createCredentials();
  let answers: Readonly<Record<string, Answer>>;

  beforeAll(async () => {
    answers = await collectAnswers(username, nextUsername);
  });

  test('are all requested here', () => {
    expect(Object.keys(answers).sort()).toEqual(documented.map(({ key }) => key).sort());
  });

  test.each(documented)('$key is as its example shows', ({ key, status, example }) => {
    const answer = answers[key];
    expect(answer?.status).toBe(status);
    const json = JSON.parse(
      answer?.text
        .replaceAll(username, 'ada')
        .replaceAll(nextUsername, 'ada.lovelace')
        .replaceAll(`"${rpId}"`, '"example.com"') ?? '',
    );
    const [shown, expected] = hasInbox ? [json, example] : [withoutEmail(json), withoutEmail(example)];
    expect(likeExample(shorten[key]?.(shown) ?? shown, expected)).toEqual(expected);
  });

  test.each(listed)('the example of $key fits its schema', ({ key, method, path, status, example }) => {
    const answer = {
      status,
      headers: answers[key]?.headers ?? { 'content-type': JSON_TYPE },
      text: '',
      json: example,
    };
    expect(check({ method, path }, answer)).toBeUndefined();
  });
});

describe('an example differs from an answer', () => {
  const answer = {
    id: '01a20614-b4fe-76e3-b1df-2ad606d06adb',
    createdAt: '2026-11-23T01:45:50.078Z',
    token_type: 'Bearer',
    expiresAt: 1795398349,
    items: [{ count: 1, current: true }],
  };
  const same = {
    ...answer,
    id: '01a20615-0000-7000-8000-000000000000',
    createdAt: '2027-01-01T00:00:00.000Z',
    expiresAt: 1800000000,
    items: [{ count: 2, current: true }],
  };

  test('never when only values differ', () => {
    expect(likeExample(answer, same)).toEqual(same);
  });

  test.each([
    ['has a member more', { ...same, more: 1 }],
    ['lacks a member', { ...same, items: [{ current: true }] }],
    ['has another number of items', { ...same, items: [] }],
    ['has a number for a text', { ...same, id: 7 }],
    ['has an id of another version', { ...same, id: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47' }],
    ['has a time of another form', { ...same, createdAt: '2027-01-01' }],
    ['has milliseconds for seconds', { ...same, expiresAt: 1795398349000 }],
    ['has another word', { ...same, token_type: 'MAC' }],
  ])('when it %s', (_how, example) => {
    expect(likeExample(answer, example)).not.toEqual(example);
  });
});
