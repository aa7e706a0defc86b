/** The form that confirms an authenticator app. */
import { Secret, TOTP } from 'otpauth';
import { enrolTotp } from '../../../../lambda/identity/factors/management/enrol-totp';
import { createAccountPageScene } from '../../fakes/account-page-scene';

const leadsTo = (location: string) => ({ status: 303, location });

/** Ada has scanned the secret of an app. */
async function setUp() {
  const scene = await createAccountPageScene();
  const { deps } = scene;
  const ada = await scene.signUp('Ada');
  const session = await deps.sessions.find(ada);
  if (!session) throw new Error('The session does not exist');
  const { id, secret } = await enrolTotp({ ...deps, serviceName: 'Latchkey' })({
    ...{ caller: session, source: { requestId: 'r', ip: '192.0.2.1' } },
  });
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: deps.clock.millis });
  const send = (form: Readonly<Record<string, string>>) =>
    ada.send('/account', { action: 'confirm-totp', id, ...form });
  return { scene, ada, id, secret, code, send };
}

test('the first app shows the recovery codes, in no other response', async () => {
  const { scene, ada, id, code, send } = await setUp();
  const { status, text } = await send({ code: code() });
  expect(status).toBe(200);
  expect(text.match(/<li>[A-Z0-9-]{8,}<\/li>/g)).toHaveLength(
    scene.account(ada.sub).recoveryCodes?.length ?? 0,
  );
  expect(text).toContain('href="/account/factors?notice=factor-added"');
  expect(Object.keys(scene.account(ada.sub).factors ?? {})).toEqual([id]);
});

test('another app leads back to the factors', async () => {
  const { scene, ada, code, send } = await setUp();
  const session = await scene.deps.sessions.find(ada);
  scene.deps.accounts.set({ ...scene.account(ada.sub), secondFactorSince: 1, recoveryCodes: ['digest'] });
  if (session) await scene.deps.sessions.put({ ...session, amr: ['pwd', 'otp', 'mfa'] });
  expect(await send({ code: code() })).toMatchObject(leadsTo('/account/factors?notice=factor-added'));
});

test.each([{ code: '000000' }, {}])('a code that is wrong is asked for again: %j', async (form) => {
  const { scene, ada, id, secret, send } = await setUp();
  const { status, text } = await send(form);
  expect(status).toBe(400);
  expect(text).toContain(`name="id" value="${id}"`);
  expect(text).toContain('value="confirm-totp"');
  expect(text).not.toContain(secret.slice(0, 4));
  expect(scene.account(ada.sub).factors).toBeUndefined();
});

test('an enrolment of another session is not found, and the page leads back to the factors', async () => {
  const { scene, id, code } = await setUp();
  const other = await scene.signIn('Ada');
  const { status, text } = await other.send('/account', { action: 'confirm-totp', id, code: code() });
  expect(status).toBe(404);
  expect(text).toContain('href="/account/factors"');
});

test('a user who was authenticated too long ago returns to the factors, to begin again', async () => {
  const { scene, code, send } = await setUp();
  scene.deps.clock.millis += 601_000;
  expect(await send({ code: code() })).toMatchObject(leadsTo('/confirm?return_to=%2Faccount%2Ffactors'));
});
