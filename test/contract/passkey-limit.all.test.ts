/** The maximum number of passkeys of an account. */
import { createAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { addPasskey, beginPasskey, createBrowser, sendPasskey } from '../support/passkeys';
import { baseUrl } from '../support/server-under-test';

test('an account has at most 20 passkeys', async () => {
  const ada = await createAccount(baseUrl());
  for (let added = 0; added < 19; added++) {
    expect((await addPasskey(ada, createBrowser(baseUrl()))).status).toBe(201);
  }
  const { ceremony_id, options } = await beginPasskey(ada);
  const credential = await createBrowser(baseUrl()).register(options);
  expect((await sendPasskey(ada, { ceremony_id, credential })).status).toBe(201);
  const next = await ada.send({ method: 'POST', path: '/users/me/passkeys/options' });
  expectProblem(next, { status: 409, code: 'TOO_MANY_PASSKEYS' });
  expect((await ada.send({ path: '/users/me/passkeys' })).json.items).toHaveLength(20);
});
