/** Who may open the page of an account, and send its forms. */

import { createAccountPageScene } from '../../fakes/account-page-scene';
import { PASSWORD } from '../../fakes/auth-dependencies';
import { newAccount } from '../../fakes/new-account';
import { tokenOf } from '../../fakes/page-browser';

const SIGN_IN = { status: 303, location: '/sign-in' };

test('a user sees their account, and no secret of it', async () => {
  const scene = await createAccountPageScene();
  const ada = await scene.signUp('Ada');
  const grace = await scene.signUp('Grace');
  const { status, text, headers } = await ada.open('/account?notice=username-changed');
  expect({ status, cache: headers['Cache-Control'] }).toEqual({ status: 200, cache: 'no-store' });
  expect(text).toContain('<strong>Ada</strong>');
  expect(text).toContain('The username is changed.');
  const [session] = [...scene.deps.sessions.items.values()];
  const secrets = [
    ...[ada.secret, ada.secret.split('.')[3], grace.sid, grace.secret, PASSWORD],
    ...[scene.account(ada.sub).passwordHash, session?.pageHash],
  ];
  expect(secrets.filter((secret) => secret === undefined || text.includes(secret))).toEqual([]);
});

test('a browser without a session, or with one that has ended, is sent to the sign-in', async () => {
  const scene = await createAccountPageScene();
  const ada = await scene.signUp('Ada');
  const token = tokenOf(await ada.open('/account'));
  await scene.deps.sessions.delete(ada);
  expect(await ada.open('/account')).toMatchObject(SIGN_IN);
  expect(await ada.sendAs(token, '/account', { action: 'export' })).toMatchObject(SIGN_IN);
  ada.cookies.clear();
  expect(await ada.sendAs(token, '/account', { action: 'sign-out' })).toMatchObject(SIGN_IN);
});

test('the user of a disabled account is signed out by the page', async () => {
  const scene = await createAccountPageScene();
  const ada = await scene.signUp('Ada');
  const token = tokenOf(await ada.open('/account'));
  scene.deps.accounts.set({ ...scene.account(ada.sub), state: 'DISABLED' });
  const form = { action: 'change-username', username: 'lovelace' };
  expect(await ada.sendAs(token, '/account', form)).toMatchObject(SIGN_IN);
  expect(ada.cookies.size).toBe(0);
  expect(scene.account(ada.sub).username).toBe('Ada');
});

test('a form of a tab from before another user signed in is refused', async () => {
  const scene = await createAccountPageScene();
  const ada = await scene.signUp('Ada');
  const grace = await scene.signUp('Grace');
  const tab = tokenOf(await ada.open('/account'));
  for (const [name, value] of grace.cookies) ada.cookies.set(name, value);
  const form = { action: 'delete-account', confirmed: 'yes' };
  const { status, text } = await ada.sendAs(tab, '/account', form);
  expect({ status, says: text.includes('This form has expired') }).toEqual({ status: 403, says: true });
  expect([ada.sub, grace.sub].map((sub) => scene.account(sub).state)).toEqual(['ACTIVE', 'ACTIVE']);
});

test('a form with an unknown action shows the page again', async () => {
  const ada = await (await createAccountPageScene()).signUp('Ada');
  expect(await ada.send('/account', { action: 'toString' })).toMatchObject({ status: 400 });
});

describe('an account that must verify its address', () => {
  const required = { emailPolicy: 'required' };

  test('sees only its address, its data and its deletion', async () => {
    const ada = await (await createAccountPageScene(required)).signUp('Ada');
    const { text } = await ada.open('/account');
    const actions = [...text.matchAll(/name="action" value="([\w-]+)"/g)].map(([, action]) => action);
    expect(actions).toEqual(['sign-out', 'change-email', 'export', 'delete-account']);
    expect(text).toContain('Verify your email address first.');
  });

  test.each([
    { action: 'change-username', username: 'lovelace' },
    { action: 'change-password', current_password: PASSWORD, new_password: 'another phrase of hers' },
    { action: 'confirm-totp', id: 'any', code: '123456' },
  ])('is refused $action', async (form) => {
    const scene = await createAccountPageScene(required);
    const ada = await scene.signUp('Ada');
    const before = scene.account(ada.sub);
    const { status, text } = await ada.send('/account', form);
    expect({ status, says: text.includes('Verify your email address first.') }).toEqual({
      ...{ status: 403, says: true },
    });
    expect(scene.account(ada.sub)).toEqual(before);
  });

  test('may do everything from the moment it has verified one', async () => {
    const scene = await createAccountPageScene(required);
    const ada = await scene.signUp('Ada');
    const { email } = newAccount({
      email: { address: 'ada@example.com', shown: 'Ada@example.com', verifiedAt: 1, verifiedBy: 'sid-0' },
    });
    scene.deps.accounts.set({ ...scene.account(ada.sub), email });
    expect(await ada.send('/account', { action: 'change-username', username: 'lovelace' })).toMatchObject({
      ...{ status: 303, location: '/account?notice=username-changed' },
    });
    expect((await ada.open('/account')).text).not.toContain('value="remove-email"');
  });
});
