/** Throws requests generated from openapi.json at every route: each answer is one that it tells of, and none is a 5xx. */
import fc from 'fast-check';
import { type Account, createAccount } from '../support/accounts';
import { readDocument } from '../support/api-contract';
import { send } from '../support/http-client';
import { requestsOf } from '../support/request-arbitraries';
import { baseUrl } from '../support/server-under-test';

const soak = process.env.SOAK === '1';
const numRuns = soak ? 1_000 : 15;
/** A deletion that succeeds costs a new account, of which a source may make only so many. */
const deletions = 15;

const operations = Object.entries(readDocument().paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const statuses = new Set<number>();
let ada: Account;

beforeAll(async () => {
  ada = await createAccount(baseUrl());
});

describe.each(operations)('$method $path', ({ method, path, operation }) => {
  test(
    'answers as documented, whatever is sent',
    async () => {
      await fc.assert(
        fc.asyncProperty(requestsOf(path, operation), async ({ token, headers, ...request }) => {
          const bearer = { own: ada.token, other: 'x.y.z', none: undefined }[token];
          // it throws for an answer that is not documented
          const answer = await send(baseUrl(), {
            ...request,
            method,
            headers: { ...headers, ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) },
          });
          statuses.add(answer.status);
          expect(answer.status).toBeLessThan(500);
          // a success may have ended the session, or the account
          if (method === 'DELETE' && answer.status < 300) ada = await createAccount(baseUrl());
        }),
        { numRuns: method === 'DELETE' ? deletions : numRuns },
      );
    },
    soak ? 600_000 : 60_000,
  );
});

test('some of the requests were valid, and some were not', () => {
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 401, 415]));
});
