import { Secret, URI } from 'otpauth';
import { ENROLMENT_MS } from '../../../../../lambda/identity/factors/factor-secrets';
import { enrolTotp } from '../../../../../lambda/identity/factors/management/enrol-totp';
import { toQrSvg } from '../../../../../lambda/identity/factors/management/qr-svg';
import { DependencyUnavailableError } from '../../../../../lambda/shared/errors';
import { SOURCE } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  createFactorScene,
  type FactorDependencies,
  type FactorScene,
  plantSecret,
  secretIds,
} from '../../../fakes/factor-management-scene';

const enrol = ({ deps, ada }: FactorScene, name?: string) =>
  enrolTotp(deps)({ caller: ada.caller, name, source: SOURCE });

test('returns a secret of 160 bits in three forms, and stores it encrypted', async () => {
  const scene = await createFactorScene();
  const { deps, ada } = scene;
  const { sub, sid } = ada.caller;
  const { id, secret, uri, qr_svg: image } = await enrol(scene, 'My phone');
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
  expect(URI.parse(uri)).toMatchObject({
    ...{ issuer: 'Latchkey', label: 'Ada', algorithm: 'SHA1', digits: 6, period: 30 },
    secret: { base32: secret },
  });
  expect(image).toBe(toQrSvg(uri));
  const [stored] = await deps.factorSecrets.list(sub);
  expect(stored).toEqual({
    ...{ sub, id, sid, name: 'My phone', securityVersion: 1 },
    ciphertext: await deps.cipher.encrypt({ sub, id, secret: Secret.fromBase32(secret).bytes }),
    createdAt: deps.clock.millis,
    validUntil: deps.clock.millis + ENROLMENT_MS,
  });
});

test('changes nothing on the account: the factor does not count yet', async () => {
  const scene = await createFactorScene();
  const before = accountOf(scene);
  await enrol(scene);
  expect(accountOf(scene)).toEqual(before);
  expect(scene.deps.notices).toEqual([]);
});

test('every secret is new', async () => {
  const scene = await createFactorScene();
  const secrets = [await enrol(scene), await enrol(scene)].map(({ secret }) => secret);
  expect(new Set(secrets).size).toBe(2);
});

test('a factor without a name gets one', async () => {
  const scene = await createFactorScene();
  await enrol(scene);
  expect(await scene.deps.factorSecrets.list(scene.ada.caller.sub)).toMatchObject([
    { name: 'Authenticator app' },
  ]);
});

test('rejects a name that is not valid, without quoting it', async () => {
  const scene = await createFactorScene();
  const error = await enrol(scene, 'planted\u202ename').catch((thrown) => thrown);
  expect(error).toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/name', detail: 'must be 1 to 64 visible characters' }],
  });
  expect(JSON.stringify([error, error.message])).not.toContain('planted');
  expect(await secretIds(scene)).toEqual([]);
});

test('replaces the enrolment that waits for its code', async () => {
  const scene = await createFactorScene(1);
  await plantSecret(scene);
  scene.deps.clock.millis += 1;
  const { id } = await enrol(scene);
  expect(await secretIds(scene)).toEqual([...scene.ids, id].sort());
});

test('of two parallel enrolments, one is left', async () => {
  const scene = await createFactorScene();
  const ids = (await Promise.all([enrol(scene), enrol(scene)])).map(({ id }) => id);
  const left = await secretIds(scene);
  expect(left).toHaveLength(1);
  expect(ids).toEqual(expect.arrayContaining([...left]));
});

test('does not delete the secret of an enrolment whose confirmation begins meanwhile', async () => {
  const scene = await createFactorScene();
  const confirming = await plantSecret(scene);
  scene.deps.clock.millis += 1;
  const factorSecrets: FactorDependencies['factorSecrets'] = {
    ...scene.deps.factorSecrets,
    list: async (sub) => {
      const listed = await scene.deps.factorSecrets.list(sub);
      await scene.deps.factorSecrets.keep(sub, confirming);
      return listed;
    },
  };
  const { id } = await enrol({ ...scene, deps: { ...scene.deps, factorSecrets } });
  expect(await secretIds(scene)).toEqual([confirming, id].sort());
});

test('an account has at most ten factors', async () => {
  const scene = await createFactorScene(10);
  await expect(enrol(scene)).rejects.toMatchObject({ code: 'TOO_MANY_FACTORS' });
  expect(await secretIds(scene)).toHaveLength(10);
  await enrol(await createFactorScene(9));
});

test('requires a step-up and a valid session', async () => {
  const scene = await createFactorScene(1);
  const { deps, ada } = scene;
  const byPassword = { ...scene, ada: { ...ada, caller: { ...ada.caller, amr: ['pwd'] } } };
  await expect(enrol(byPassword)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  await deps.sessions.delete(ada.caller);
  await expect(enrol(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(await secretIds(scene)).toEqual(scene.ids);
});

test('stores nothing while KMS does not answer', async () => {
  const scene = await createFactorScene();
  const encrypt = async () => {
    throw new DependencyUnavailableError('KMS throttles');
  };
  const deps = { ...scene.deps, cipher: { ...scene.deps.cipher, encrypt } };
  await expect(enrol({ ...scene, deps })).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  expect(await secretIds(scene)).toEqual([]);
});
