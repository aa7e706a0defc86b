import { digestChallenge } from '../../../../../lambda/identity/factors/second-factor-challenge';
import { askForSecret, confirmFirst, createEnrolmentScene } from '../../../fakes/enrolment-scene';
import { codeOf, sendPassword } from '../../../fakes/factor-scene';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

test('a challenge issues five secrets, of which it keeps the last', async () => {
  const { deps, laptop } = await createEnrolmentScene();
  const { challenge } = await sendPassword(deps);
  const ids = [];
  for (let n = 0; n < 5; n++) ids.push((await askForSecret(deps, challenge)).id);
  expect(new Set(ids).size).toBe(5);
  const kept = await deps.factorSecrets.list(laptop.caller.sub);
  expect(kept).toMatchObject([
    {
      id: ids[4],
      sid: digestChallenge(challenge),
      validUntil: expect.any(Number),
      name: 'Authenticator app',
    },
  ]);
  expect(await outcomeOf(askForSecret(deps, challenge))).toBe('INVALID_CHALLENGE');
});

test('when the secret cannot be encrypted, the former one is void, and the next request issues another', async () => {
  const { deps } = await createEnrolmentScene();
  const { challenge } = await sendPassword(deps);
  const { secret } = await askForSecret(deps, challenge);
  const failing = { ...deps, cipher: { ...deps.cipher, encrypt: unavailable } };
  expect(await outcomeOf(askForSecret(failing, challenge))).toBe('DEPENDENCY_UNAVAILABLE');
  expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret })))).toBe('INVALID_CODE');
  const next = await askForSecret(deps, challenge);
  expect(await outcomeOf(confirmFirst(deps, challenge, codeOf({ deps, secret: next.secret })))).toBe('done');
});

test('the response is that of an enrolment in a session', async () => {
  const { deps } = await createEnrolmentScene();
  const { challenge } = await sendPassword(deps);
  const shown = await askForSecret(deps, challenge);
  expect(Object.keys(shown)).toEqual(['id', 'secret', 'uri', 'qr_svg']);
  expect(shown.uri).toMatch(/^otpauth:\/\/totp\/Latchkey:Ada\?/);
});
