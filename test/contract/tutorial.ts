/**
 * The tutorial's routes, with and without a valid Authorization header: the contract of both Latchkey and the
 * tutorial's server.
 */
import { createCredentials } from '../support/accounts';
import { type Sent, send } from '../support/http-client';

/** Describes the tutorial's contract for the server at `baseUrl()`, which is called when the tests run. */
export function describeTutorial(name: string, baseUrl: () => string): void {
  describe(`the tutorial's routes, served by ${name}`, () => {
    const post = (path: string, json: unknown) => send(baseUrl(), { method: 'POST', path, json });
    const compactJws = expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/);

    describe('POST /users', () => {
      test('answers 201 with both tokens', async () => {
        const answer = await post('/users', createCredentials());
        expect(answer.status).toBe(201);
        expect(answer.json).toMatchObject({ access_token: compactJws, id_token: compactJws });
      });

      test('rejects a taken name, and its owner can still sign in', async () => {
        const owner = createCredentials();
        await post('/users', owner);
        const second = await post('/users', { ...createCredentials(), username: owner.username });
        expect([400, 409]).toContain(second.status);
        expect(second.json).not.toHaveProperty('access_token');
        expect(await post('/sessions/create', owner)).toMatchObject({ status: 201 });
      });

      test.each(['username', 'password'])('answers 400 without a %s', async (field) => {
        expect(await post('/users', { ...createCredentials(), [field]: undefined })).toMatchObject({
          status: 400,
        });
      });
    });

    describe('POST /sessions/create', () => {
      test('answers 201 with both tokens to the right password', async () => {
        const user = createCredentials();
        await post('/users', user);
        const answer = await post('/sessions/create', user);
        expect(answer.status).toBe(201);
        expect(answer.json).toMatchObject({ access_token: compactJws, id_token: compactJws });
      });

      test('answers 401 to a wrong password and to an unknown name', async () => {
        const user = createCredentials();
        await post('/users', user);
        const wrong = await post('/sessions/create', { ...user, password: createCredentials().password });
        const unknown = await post('/sessions/create', createCredentials());
        expect([wrong.status, unknown.status]).toEqual([401, 401]);
        expect(wrong.json).not.toHaveProperty('access_token');
      });

      test.each(['username', 'password'])('answers 400 without a %s', async (field) => {
        expect(await post('/sessions/create', { ...createCredentials(), [field]: undefined })).toMatchObject({
          status: 400,
        });
      });
    });

    const unknown = '/foo/0190a1b2-0000-7000-8000-000000000000';
    const protectedCalls: readonly (readonly [string, number, Sent])[] = [
      ['GET /foo', 200, { path: '/foo' }],
      ['POST /foo', 201, { method: 'POST', path: '/foo', json: { name: 'first' } }],
      ['GET /foo/{id}', 404, { path: unknown }],
      ['PUT /foo/{id}', 404, { method: 'PUT', path: unknown, json: { name: 'first' } }],
      ['DELETE /foo/{id}', 404, { method: 'DELETE', path: unknown }],
    ];
    describe.each(protectedCalls)('%s', (_route, success, request) => {
      const authorized = (authorization: string) =>
        send(baseUrl(), { ...request, headers: { authorization } });

      test.each(['access_token', 'id_token'])(
        `answers ${success} with the %s of a registration`,
        async (kind) => {
          const { json: tokens } = await post('/users', createCredentials());
          expect(await authorized(`Bearer ${tokens[kind]}`)).toMatchObject({ status: success });
        },
      );

      test(`answers ${success} with the token of a signIn`, async () => {
        const user = createCredentials();
        await post('/users', user);
        const { json: tokens } = await post('/sessions/create', user);
        expect(await authorized(`Bearer ${tokens.access_token}`)).toMatchObject({ status: success });
      });

      test('answers 401 without an Authorization header', async () => {
        expect(await send(baseUrl(), request)).toMatchObject({ status: 401 });
      });

      test('answers 401 to a malformed token or another scheme', async () => {
        const { json: tokens } = await post('/users', createCredentials());
        for (const value of ['Bearer nonsense', 'Bearer a.b.c', 'Bearer ', `Basic ${tokens.access_token}`]) {
          expect([value, (await authorized(value)).status]).toEqual([value, 401]);
        }
      });

      test('answers 401 to a token whose claims were changed', async () => {
        const { json: tokens } = await post('/users', createCredentials());
        const [header, payload, signature] = tokens.access_token.split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
        expect(await authorized(`Bearer ${header}.${forged}.${signature}`)).toMatchObject({ status: 401 });
      });
    });

    test('GET /foo returns what POST /foo created, to its owner only', async () => {
      const [owner, other] = await Promise.all([
        post('/users', createCredentials()),
        post('/users', createCredentials()),
      ]);
      const bearer = (answer: typeof owner) => ({ authorization: `Bearer ${answer.json.access_token}` });
      const made = await send(baseUrl(), {
        method: 'POST',
        path: '/foo',
        headers: bearer(owner),
        json: { name: 'mine' },
      });
      const [own, others] = await Promise.all([
        send(baseUrl(), { path: '/foo', headers: bearer(owner) }),
        send(baseUrl(), { path: '/foo', headers: bearer(other) }),
      ]);
      expect(own.json.items).toEqual([expect.objectContaining({ id: made.json.id, name: 'mine' })]);
      expect(others.json.items).toEqual([]);
    });
  });
}
