/** Rotates to a key of another length, as docs/how-to/rotate-signing-keys.md describes. */
import { createAccount, signIn } from '../support/accounts';
import {
  deploy,
  keyOf,
  origin,
  prepareDeployments,
  readKeySet,
  statusOf,
  verifyElsewhere,
} from './deploy-keys';

prepareDeployments();

test('a key of 2048 bits signs after a rotation, and tokens of both keys work here and elsewhere', async () => {
  const long = { id: 'SigningKeyA', status: 'signing' } as const;
  const short = { id: 'ShortKey', status: 'published', spec: 'RSA_2048' } as const;
  await deploy(long, short);
  const before = await createAccount(origin());
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
});
