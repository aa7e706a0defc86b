/** Rotates the key by every step that docs/how-to/rotate-signing-keys.md describes, each as a deployment with the same table and keys. */
import { createAccount, refresh, signIn } from '../support/accounts';
import {
  deploy,
  keyOf,
  origin,
  prepareDeployments,
  publishedKeys,
  statusOf,
  verifyElsewhere,
} from './deploy-keys';

prepareDeployments();

test('tokens from before, during and after a rotation work until their key is retired', async () => {
  await deploy({ id: 'SigningKeyA', status: 'signing' });
  const before = await createAccount(origin());
  const a = keyOf(before);
  expect(await publishedKeys()).toEqual([a]);

  // publish
  await deploy({ id: 'SigningKeyA', status: 'signing' }, { id: 'SigningKeyB', status: 'published' });
  const during = await signIn(origin(), before);
  expect(keyOf(during)).toBe(a);
  const accepted: readonly string[] = await publishedKeys();
  const [b = ''] = accepted.filter((kid) => kid !== a);
  expect(accepted).toHaveLength(2);
  for (const account of [before, during]) expect(await statusOf(account)).toBe(200);

  // sign
  await deploy({ id: 'SigningKeyA', status: 'published' }, { id: 'SigningKeyB', status: 'signing' });
  const after = await signIn(origin(), before);
  expect(keyOf(after)).toBe(b);
  expect(await publishedKeys()).toEqual(accepted);
  for (const account of [before, during, after]) {
    expect(await statusOf(account)).toBe(200);
    expect(await verifyElsewhere(account)).toBe(before.id);
  }

  // retire
  await deploy({ id: 'SigningKeyA', status: 'retired' }, { id: 'SigningKeyB', status: 'signing' });
  expect(await publishedKeys()).toEqual([b]);
  expect(await statusOf(after)).toBe(200);
  for (const account of [before, during]) {
    expect(await statusOf(account)).toBe(401);
    expect(await verifyElsewhere(account)).toBeUndefined();
  }

  // the sessions are still valid
  const { json } = await refresh(origin(), before.refreshToken);
  const refreshed = { ...before, token: json.access_token };
  expect(keyOf(refreshed)).toBe(b);
  expect(await statusOf(refreshed)).toBe(200);
});
