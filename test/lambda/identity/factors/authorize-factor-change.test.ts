import { authorizeFactorChange } from '../../../../lambda/identity/factors/authorize-factor-change';
import { endSession } from '../../../../lambda/identity/sessions/end-session';
import { signOutEverywhere } from '../../../../lambda/identity/sessions/sign-out-everywhere';
import { SOURCE } from '../../fakes/auth-dependencies';
import { accountOf, createFactorScene } from '../../fakes/factor-management-scene';

test('returns the account of a caller with a recent authentication', async () => {
  const scene = await createFactorScene(1);
  expect(await authorizeFactorChange(scene.deps, scene.ada.caller)).toEqual(accountOf(scene));
});

test('an account with a factor must have used it, also if the session is older than the factor', async () => {
  const { deps, ada } = await createFactorScene(1);
  const byPassword = { ...ada.caller, amr: ['pwd'] };
  await expect(authorizeFactorChange(deps, byPassword)).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
  });
});

test('the password is enough for an account without a factor, if it was verified recently', async () => {
  const { deps, ada } = await createFactorScene();
  await authorizeFactorChange(deps, ada.caller);
  deps.clock.millis += 601_000;
  await expect(authorizeFactorChange(deps, ada.caller)).rejects.toMatchObject({
    code: 'INSUFFICIENT_USER_AUTHENTICATION',
  });
});

test('rejects the token of a session that has ended, which may be valid for a while', async () => {
  const { deps, ada } = await createFactorScene(1);
  const { sub, sid } = ada.caller;
  await endSession(deps)({ caller: { sub, sid }, sid, source: SOURCE });
  await expect(authorizeFactorChange(deps, ada.caller)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('rejects the token of a session that was revoked with all others', async () => {
  const { deps, ada } = await createFactorScene(1);
  await signOutEverywhere(deps)({ caller: ada.caller, source: SOURCE });
  await expect(authorizeFactorChange(deps, ada.caller)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test.each(['DISABLED', 'DELETING'] as const)('rejects an account that is %s', async (state) => {
  const scene = await createFactorScene(1);
  scene.deps.accounts.set({ ...accountOf(scene), state });
  await expect(authorizeFactorChange(scene.deps, scene.ada.caller)).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});
