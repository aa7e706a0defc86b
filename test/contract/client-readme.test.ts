/** Runs the example program of the client's README. */
import { createClient } from '../../client/src/create-client';
import { unwrap } from '../../client/src/problem-error';
import { memoryStorage } from '../../client/src/token-storage';
import { createCredentials } from '../support/accounts';
import { readClientExample } from '../support/client-readme';
import { baseUrl } from '../support/server-under-test';

/** The program's imports, and the globals of its page. */
const GIVEN = { createClient, unwrap, indexedDbStorage: memoryStorage, showSignIn: () => {} };

test('the README’s program signs in, lists, creates and signs out', async () => {
  const credentials = createCredentials();
  await createClient({ baseUrl: baseUrl() }).signUp(credentials);
  const program = readClientExample()
    .replace(/^import .*\n/gm, '')
    .replace(/'https:[^']+'/, JSON.stringify(baseUrl()))
    .replace(/\{ username: [^}]+\}/, JSON.stringify(credentials));
  const run = new Function(
    ...Object.keys(GIVEN),
    `return (async () => { ${program}\nreturn { items, status: response.status, isSignedIn: await client.isSignedIn() }; })();`,
  );
  expect(await run(...Object.values(GIVEN))).toEqual({ items: [], status: 201, isSignedIn: false });
});
