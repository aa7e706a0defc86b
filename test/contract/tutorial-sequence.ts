/**
 * The requests of the tests in the tutorial's own repository, in their order, with another password. In
 * addition, requests that its server does not handle: conditions and the deletion of a foo.
 *
 * @see https://github.com/serverless-examples/express-to-aws-lambda
 */
import { createCredentials } from '../support/accounts';
import { type Answer, type Sent, send } from '../support/http-client';

/** Describes the sequence for the server at `baseUrl()`, which is called when the tests run. */
export function describeTutorialSequence(name: string, baseUrl: () => string): void {
  describe(`the requests of the tutorial's tests, one after another, served by ${name}`, () => {
    const type = { 'content-type': 'application/json' };
    const credentials = createCredentials();
    let token: string;
    let path: string;
    let latest: Answer;

    const ask = (sent: Sent) => send(baseUrl(), { ...sent, headers: { ...type, ...sent.headers } });
    const askAsUser = (sent: Sent) =>
      ask({ ...sent, headers: { ...sent.headers, authorization: `Bearer ${token}` } });

    /** Asserts what the tutorial's tests require of every response about a foo. */
    function expectFooHeaders({ headers }: Answer): void {
      expect(headers['x-frame-options']).toBe('DENY');
      const modified = String(headers['last-modified']);
      expect(new Date(modified).toUTCString()).toBe(modified);
      expect(headers.etag).toMatch(/^"[^"]+"$/);
    }

    test.each<[string, Sent]>([
      ['POST /foo', { method: 'POST', path: '/foo', json: { name: 'test' } }],
      ['GET /foo/{id}', { path: '/foo/adfjk' }],
      ['PUT /foo/{id}, without a body', { method: 'PUT', path: '/foo/adfjk' }],
      ['DELETE /foo/{id}', { method: 'DELETE', path: '/foo/adfjk' }],
    ])('a request without a token is rejected: %s', async (_what, sent) => {
      const answer = await ask(sent);
      expect(answer.status).toBe(401);
      expect(answer.headers['x-frame-options']).toBe('DENY');
    });

    test('a registration answers 201 with an id_token', async () => {
      const answer = await ask({ method: 'POST', path: '/users', json: credentials });
      expect(answer).toMatchObject({ status: 201, json: { id_token: expect.stringMatching(/./) } });
    });

    test('a sign-in answers 201 with an id_token, which the next requests use', async () => {
      const answer = await ask({ method: 'POST', path: '/sessions/create', json: credentials });
      expect(answer).toMatchObject({ status: 201, json: { id_token: expect.stringMatching(/./) } });
      token = answer.json.id_token;
    });

    test('a creation answers 201 with the foo', async () => {
      latest = await askAsUser({ method: 'POST', path: '/foo', json: { name: 'test' } });
      expect(latest).toMatchObject({ status: 201, json: { id: expect.stringMatching(/./), name: 'test' } });
      expectFooHeaders(latest);
      path = `/foo/${latest.json.id}`;
    });

    test('it can be read', async () => {
      const answer = await askAsUser({ path });
      expect(answer).toMatchObject({ status: 200, json: latest.json });
      expectFooHeaders(answer);
      expect(answer.headers.etag).toBe(latest.headers.etag);
    });

    test('an update answers 200 with the updated foo and a new entity tag', async () => {
      const before = latest;
      latest = await askAsUser({ method: 'PUT', path, json: { name: 'updated-test' } });
      expect(latest).toMatchObject({ status: 200, json: { id: before.json.id, name: 'updated-test' } });
      expectFooHeaders(latest);
      expect(latest.headers.etag).not.toBe(before.headers.etag);
      expect(await askAsUser({ path })).toMatchObject({ status: 200, json: latest.json });
    });

    test('a client with this state gets 304', async () => {
      const headers = { 'if-none-match': String(latest.headers.etag) };
      const answer = await askAsUser({ path, headers });
      expect(answer).toMatchObject({ status: 304, text: '' });
      expect(answer.headers.etag).toBe(latest.headers.etag);
    });

    test('a condition on another state answers 412, and changes nothing', async () => {
      for (const method of ['PUT', 'DELETE']) {
        const headers = { 'if-match': '"another"' };
        const answer = await askAsUser({
          method,
          path,
          headers,
          ...(method === 'PUT' && { json: { name: 'x' } }),
        });
        expect(answer.status).toBe(412);
      }
      expect(await askAsUser({ path })).toMatchObject({ status: 200, json: latest.json });
    });

    test('a deletion answers 204, and removes the foo', async () => {
      const headers = { 'if-match': String(latest.headers.etag) };
      expect(await askAsUser({ method: 'DELETE', path, headers })).toMatchObject({ status: 204, text: '' });
      expect(await askAsUser({ path })).toMatchObject({ status: 404 });
      expect((await askAsUser({ path: '/foo' })).json.items).toEqual([]);
    });
  });
}
