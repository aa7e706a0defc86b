/** The forms of the username, the address and the password. */
import { createAccountPageScene } from '../../fakes/account-page-scene';
import { PASSWORD } from '../../fakes/auth-dependencies';
import { lastCode } from '../../fakes/email-scene';
import { tokenOf } from '../../fakes/page-browser';

const NEW_PASSWORD = 'another phrase of hers';
const changePassword = {
  ...{ action: 'change-password', current_password: PASSWORD, new_password: NEW_PASSWORD },
};
const leadsTo = (location: string) => ({ status: 303, location });
/** What changes need whose user was authenticated too long ago. */
const CONFIRM = leadsTo('/confirm');

test('the username is changed, unless another account has it', async () => {
  const scene = await createAccountPageScene();
  const ada = await scene.signUp('Ada');
  await scene.signUp('Grace');
  const form = { action: 'change-username', username: 'Lovelace' };
  expect(await ada.send('/account', form)).toMatchObject(leadsTo('/account?notice=username-changed'));
  expect(scene.account(ada.sub).username).toBe('Lovelace');
  const { status, text } = await ada.send('/account', { ...form, username: 'grace' });
  expect(status).toBe(409);
  expect(text).toContain('This username is taken.');
  expect(text).toContain('value="grace"');
});

describe('the address', () => {
  test('is changed once its code is right, and is removed', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    const send = (form: Readonly<Record<string, string>>) => ada.send('/account', form);
    expect(await send({ action: 'change-email', email: 'Ada@example.com' })).toMatchObject(
      leadsTo('/account?notice=email-requested'),
    );
    const wrong = await send({ action: 'verify-email', code: 'AAAA-AAAA' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('This code is wrong');
    expect(wrong.text).not.toContain('AAAA-AAAA');
    expect(await send({ action: 'verify-email', code: await lastCode(scene.deps) })).toMatchObject(
      leadsTo('/account?notice=email-verified'),
    );
    expect(scene.account(ada.sub).email?.shown).toBe('Ada@example.com');
    expect(await send({ action: 'remove-email' })).toMatchObject(leadsTo('/account?notice=email-removed'));
    expect(scene.account(ada.sub).email).toBeUndefined();
  });

  test('that waits for its code is canceled', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    await ada.send('/account', { action: 'change-email', email: 'ada@example.com' });
    expect(await ada.send('/account', { action: 'cancel-email' })).toMatchObject(
      leadsTo('/account?notice=email-canceled'),
    );
    expect(scene.account(ada.sub).pendingEmail).toBeUndefined();
  });

  test('that is none marks its field', async () => {
    const ada = await (await createAccountPageScene()).signUp('Ada');
    const { status, text } = await ada.send('/account', { action: 'change-email', email: 'ada' });
    expect(status).toBe(400);
    expect(text).toContain('Enter an email address');
  });
});

describe('the password', () => {
  test('is changed, which ends the other sessions and replaces the secret of this one', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    const other = await scene.signIn('Ada');
    const stolen = new Map(ada.cookies);
    const tab = tokenOf(await ada.open('/account'));
    expect(await ada.send('/account', changePassword)).toMatchObject(
      leadsTo('/account?notice=password-changed'),
    );
    expect([...ada.cookies.values()]).not.toEqual([...stolen.values()]);
    expect(await ada.open('/account')).toMatchObject({ status: 200 });
    expect(await other.open('/account')).toMatchObject(leadsTo('/sign-in'));
    expect(await ada.sendAs(tab, '/account', { action: 'sign-out' })).toMatchObject({ status: 403 });
    for (const [name, value] of stolen) ada.cookies.set(name, value);
    expect(await ada.open('/account')).toMatchObject(leadsTo('/sign-in'));
    expect(await scene.signIn('Ada', NEW_PASSWORD)).toBeDefined();
  });

  test('stays if the current one is wrong, and no page repeats what was typed', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    const form = { ...changePassword, current_password: 'a wrong password of hers' };
    const { status, text } = await ada.send('/account', form);
    expect(status).toBe(403);
    expect(text).toContain('The current password is wrong.');
    expect(text).not.toContain('phrase of hers');
    expect(text).not.toContain('a wrong password');
    expect(await scene.signIn('Ada')).toBeDefined();
  });

  test.each([
    ['new_password', { ...changePassword, new_password: 'short' }, 'Enter at least 15 characters.'],
    ['current_password', { action: 'change-password', new_password: NEW_PASSWORD }, 'Fill in this field.'],
  ])('is refused at its field %s', async (_, form, words) => {
    const ada = await (await createAccountPageScene()).signUp('Ada');
    const { status, text } = await ada.send('/account', form);
    expect({ status, says: text.includes(words) }).toEqual({ status: 400, says: true });
  });
});

test.each([{ action: 'remove-email' }, { action: 'change-email', email: 'ada@example.com' }])(
  '$action needs a recent authentication, and leads back to the account',
  async (form) => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    scene.deps.clock.millis += 601_000;
    expect(await ada.send('/account', form)).toMatchObject(CONFIRM);
  },
);
