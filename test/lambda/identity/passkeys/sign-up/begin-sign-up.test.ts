import { digestCeremonyId } from '../../../../../lambda/identity/passkeys/ceremony';
import { beginSignUp } from '../../../../../lambda/identity/passkeys/sign-up/begin-sign-up';
import { createFakeDependencies, SOURCE, uuid } from '../../../fakes/auth-dependencies';
import { begin, createSignUpDependencies, withVerification } from '../../../fakes/sign-up-scene';
import { signUp } from '../../../fakes/signed-in';

test('returns options for a passkey that verifies its user and needs no name to sign in', async () => {
  const { ceremony_id: ceremonyId, options } = await begin(createSignUpDependencies());
  expect(ceremonyId).toMatch(/^[\w-]{43}$/);
  expect(options).toMatchObject({
    challenge: ceremonyId,
    rp: { id: 'example.com', name: 'Example' },
    user: { id: Buffer.from(uuid(1)).toString('base64url'), name: 'Ada', displayName: 'Ada' },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
    excludeCredentials: [],
  });
});

test('stores the digest of the ceremony, with the new account and the normalised name, for five minutes', async () => {
  const deps = createSignUpDependencies();
  const { ceremony_id: ceremonyId } = await begin(deps);
  const validUntil = deps.clock.millis + 300_000;
  expect([...deps.ceremonies.items]).toEqual([
    [digestCeremonyId(ceremonyId), { purpose: 'passkey-sign-up', sub: uuid(1), name: 'ada', validUntil }],
  ]);
});

test('a taken name gets the same options, and is not looked up', async () => {
  const deps = createSignUpDependencies();
  await signUp(deps);
  deps.names.lookups.length = 0;
  deps.accounts.lookups.length = 0;
  const taken = (await begin(deps)).options;
  const free = (await begin(deps, 'Eve')).options;
  const comparable = ({ challenge, user, ...rest }: typeof free) => ({ ...rest, length: user.id.length });
  expect(comparable(taken)).toEqual(comparable(free));
  expect([deps.names.lookups, deps.accounts.lookups]).toEqual([[], []]);
  expect(taken.user.id).not.toBe(free.user.id);
});

test('refuses what can be no username, before it counts anything', async () => {
  const deps = createSignUpDependencies();
  await expect(begin(deps, 'ada@example.com')).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/username' }],
  });
  expect([deps.sourceRateLimits.items.size, deps.ceremonies.items.size]).toEqual([0, 0]);
});

test('counts against the limit of sign-ups of the source, above which nothing is stored', async () => {
  const fakes = createFakeDependencies({
    freeSignInFailures: 10,
    maxSignInFailures: 10,
    failureDecaySeconds: 60,
    maxSignInFailuresPerSource: 10,
    maxSignUpsPerSource: 1,
  });
  const deps = withVerification(fakes);
  await begin(deps);
  await expect(begin(deps)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  expect(deps.ceremonies.items.size).toBe(1);
  const elsewhere = { username: 'Ada', source: { ...SOURCE, ip: '198.51.100.7' } };
  await expect(beginSignUp(deps)(elsewhere)).resolves.toBeDefined();
});
