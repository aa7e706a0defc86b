import { digestRecoveryCode } from '../../../../../lambda/identity/factors/recovery-code';
import {
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../../../../../lambda/identity/passkeys/management/second-factor-switch';
import { SOURCE } from '../../../fakes/auth-dependencies';
import {
  accountOf,
  createPasskeyScene,
  inRequiredStage,
  type PasskeyScene,
  TOTP_ID,
} from '../../../fakes/passkey-management-scene';

const turnOn = ({ deps, ada }: PasskeyScene) =>
  turnOnSecondFactor(deps)({ caller: ada.caller, source: SOURCE });
const turnOff = ({ deps, ada }: PasskeyScene) =>
  turnOffSecondFactor(deps)({ caller: ada.caller, source: SOURCE });
const eventOf = ({ ada }: PasskeyScene, event: string) => {
  const { sub, sid } = ada.caller;
  return { event, sub, sid, sourceIp: SOURCE.ip, requestId: SOURCE.requestId };
};

test('turns the second factor on, with recovery codes, a notice and an event', async () => {
  const scene = await createPasskeyScene({ passkeys: [false] });
  const before = accountOf(scene);
  const { recovery_codes: codes = [] } = await turnOn(scene);
  expect(codes).toHaveLength(10);
  expect(accountOf(scene)).toMatchObject({
    secondFactorSince: scene.deps.clock.millis,
    recoveryCodes: codes.map((code) => digestRecoveryCode(before.sub, code)),
  });
  expect(scene.deps.notices).toEqual([{ notice: 'recovery-codes-replaced', account: before }]);
  expect(scene.deps.logged).toEqual([eventOf(scene, 'second_factor_turned_on')]);
});

test('may be repeated, and the codes stay', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], isOn: true });
  const before = accountOf(scene);
  expect(await turnOn(scene)).toEqual({});
  expect(accountOf(scene)).toEqual(before);
  expect(scene.deps.logged).toEqual([]);
});

test('of two parallel requests, one gets codes', async () => {
  const scene = await createPasskeyScene({ passkeys: [true] });
  const ends = await Promise.allSettled([turnOn(scene), turnOn(scene)]);
  const codes = ends.flatMap((end) => (end.status === 'fulfilled' && end.value.recovery_codes) || []);
  expect(codes).toHaveLength(10);
  expect(accountOf(scene).recoveryCodes).toHaveLength(10);
});

test('does not turn on the second factor of an account without one', async () => {
  const scene = await createPasskeyScene();
  await expect(turnOn(scene)).rejects.toMatchObject({ code: 'NO_SECOND_FACTOR' });
  expect(accountOf(scene)).not.toHaveProperty('secondFactorSince');
});

test('turns the second factor off: apps and codes go, passkeys stay', async () => {
  const scene = await createPasskeyScene({ passkeys: [true], isOn: true, hasTotp: true });
  const { deps, ada, ids } = scene;
  const { sub, sid } = ada.caller;
  await deps.factorSecrets.put({
    ...{ sub, id: TOTP_ID, ciphertext: 'opaque', name: 'Phone', createdAt: 1, securityVersion: 1, sid },
  });
  const before = accountOf(scene);
  await turnOff(scene);
  for (const member of ['factors', 'secondFactorSince', 'recoveryCodes']) {
    expect(accountOf(scene)).not.toHaveProperty(member);
  }
  expect(Object.keys(accountOf(scene).passkeys ?? {})).toEqual(ids);
  expect(deps.factorSecrets.items.size).toBe(0);
  expect(deps.notices).toEqual([{ notice: 'factor-removed', account: before }]);
  expect(deps.logged).toEqual([eventOf(scene, 'second_factor_turned_off')]);
  await turnOff(scene);
  expect(deps.logged).toHaveLength(1);
});

test('a stage that requires a second factor does not turn it off', async () => {
  const scene = inRequiredStage(await createPasskeyScene({ passkeys: [true], isOn: true }));
  await expect(turnOff(scene)).rejects.toMatchObject({ code: 'LAST_FACTOR' });
  expect(accountOf(scene)).toHaveProperty('secondFactorSince');
});

test.each([
  ['on', turnOn],
  ['off', turnOff],
])('requires a step-up and a valid session to turn it %s', async (_state, change) => {
  const scene = await createPasskeyScene({ passkeys: [true], isOn: true });
  const { deps, ada } = scene;
  const byPassword = { ...scene, ada: { ...ada, caller: { ...ada.caller, amr: ['pwd'] } } };
  await expect(change(byPassword)).rejects.toMatchObject({ code: 'INSUFFICIENT_USER_AUTHENTICATION' });
  await deps.sessions.delete(ada.caller);
  await expect(change(scene)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  expect(accountOf(scene)).toHaveProperty('secondFactorSince');
});

test('gives up when the account keeps changing', async () => {
  const fail = async () => false;
  for (const isOn of [true, false]) {
    const scene = await createPasskeyScene({ passkeys: [true], isOn });
    const deps = {
      ...scene.deps,
      accountPasskeys: { ...scene.deps.accountPasskeys, turnOn: fail, turnOff: fail },
    };
    await expect((isOn ? turnOff : turnOn)({ ...scene, deps })).rejects.toMatchObject({
      code: 'CONCURRENT_CHANGE',
    });
    expect(scene.deps.logged).toEqual([]);
  }
});
