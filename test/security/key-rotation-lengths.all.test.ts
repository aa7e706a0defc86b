/** Rotates to a key of another length, as docs/how-to/rotate-signing-keys.md describes. key-rotation.all.test.ts deploys every step. */
import { createAccount, refresh, signIn } from '../support/accounts';
import {
  deploy,
  keyOf,
  origin,
  prepareDeployments,
  publishedKeys,
  readKeySet,
  statusOf,
  verifyElsewhere,
} from './deploy-keys';

prepareDeployments();

test('tokens of a long key work after the rotation to a short one, until the long one is retired', async () => {
  const long = { id: 'SigningKeyA', status: 'signing' } as const;
  const short = { id: 'ShortKey', status: 'published', spec: 'RSA_2048' } as const;
  await deploy(long, short);
  const before = await createAccount(origin());

  // sign
  await deploy({ ...long, status: 'published' }, { ...short, status: 'signing' });
  const after = await signIn(origin(), before);
  const { keys }: { keys: { kid: string; n: string }[] } = await readKeySet();
  const bits = ({ n }: { n: string }) => Buffer.from(n, 'base64url').length * 8;
  expect(Object.fromEntries(keys.map((key) => [key.kid, bits(key)]))).toEqual({
    [keyOf(before)]: 3072,
    [keyOf(after)]: 2048,
  });
  for (const account of [before, after]) {
    expect(await statusOf(account)).toBe(200);
    expect(await verifyElsewhere(account)).toBe(before.id);
  }

  // retire
  await deploy({ ...long, status: 'retired' }, { ...short, status: 'signing' });
  expect(await publishedKeys()).toEqual([keyOf(after)]);
  expect(await statusOf(after)).toBe(200);
  expect(await statusOf(before)).toBe(401);
  expect(await verifyElsewhere(before)).toBeUndefined();

  // the session is still valid
  const { json } = await refresh(origin(), before.refreshToken);
  const refreshed = { ...before, token: json.access_token };
  expect(keyOf(refreshed)).toBe(keyOf(after));
  expect(await statusOf(refreshed)).toBe(200);
});
