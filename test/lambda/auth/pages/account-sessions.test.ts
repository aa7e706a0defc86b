/** The forms of the sessions, the export and the deletion. */
import { createAccountPageScene } from '../../fakes/account-page-scene';
import { tokenOf } from '../../fakes/page-browser';

const LAST_DAY = Date.UTC(2100, 0, 2);

const leadsTo = (location: string) => ({ status: 303, location });

describe('sessions', () => {
  test('are ended one by one, or all but this one', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    const [phone, laptop, tablet] = [
      await scene.signIn('Ada'),
      await scene.signIn('Ada'),
      await scene.signIn('Ada'),
    ];
    expect(await ada.send('/account', { action: 'end-session', id: phone.sid })).toMatchObject(
      leadsTo('/account?notice=session-ended'),
    );
    expect(await phone.open('/account')).toMatchObject(leadsTo('/sign-in'));
    expect(await laptop.open('/account')).toMatchObject({ status: 200 });
    expect(await ada.send('/account', { action: 'end-other-sessions' })).toMatchObject(
      leadsTo('/account?notice=sessions-ended'),
    );
    expect(await tablet.open('/account')).toMatchObject(leadsTo('/sign-in'));
    expect([...scene.deps.sessions.items.values()].map(({ sid }) => sid)).toEqual([ada.sid]);
  });

  test('all end at once, with that of the browser and the trust in devices', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    const phone = await scene.signIn('Ada');
    const { securityVersion } = scene.account(ada.sub);
    const answer = await ada.send('/account', { action: 'sign-out-everywhere' });
    expect(answer).toMatchObject(leadsTo('/signed-out'));
    expect([...ada.cookies.keys()]).toEqual([]);
    expect(await phone.open('/account')).toMatchObject(leadsTo('/sign-in'));
    expect(scene.deps.sessions.items.size).toBe(0);
    expect(scene.account(ada.sub).securityVersion).toBe(securityVersion + 1);
  });

  test('of another user are not found, and stay', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    const grace = await scene.signUp('Grace');
    for (const id of [grace.sid, `${grace.sub}/${grace.sid}`, '']) {
      expect(await ada.send('/account', { action: 'end-session', id })).toMatchObject({ status: 404 });
    }
    expect(await grace.open('/account')).toMatchObject({ status: 200 });
  });

  test.each([{ action: 'sign-out' }, { action: 'end-session' }])(
    'end with the cookie: $action of the own session',
    async (form) => {
      const scene = await createAccountPageScene();
      const ada = await scene.signUp('Ada');
      const { secret } = ada;
      expect(await ada.send('/account', { ...form, id: ada.sid })).toMatchObject(leadsTo('/signed-out'));
      expect([...ada.cookies.keys()]).toEqual([]);
      ada.cookies.set('__Host-latchkey-session', secret);
      expect(await ada.open('/account')).toMatchObject(leadsTo('/sign-in'));
    },
  );
});

test('devices are counted that sign in without the second factor', async () => {
  const device = { id: 'one', digest: 'd', factors: ['app'], securityVersion: 1, since: 5, until: LAST_DAY };
  const devices = [device, { ...device, id: 'two', until: LAST_DAY - 1 }, { ...device, id: 'x', since: 4 }];
  const scene = await createAccountPageScene({ trusted: devices });
  const ada = await scene.signUp('Ada');
  expect((await ada.open('/account')).text).not.toContain('without your second factor');
  const app = { kind: 'totp', name: 'Phone', addedAt: 5, lastStep: 1 } as const;
  scene.deps.accounts.set({ ...scene.account(ada.sub), secondFactorSince: 5, factors: { app } });
  const { text } = await ada.open('/account');
  expect(text).toContain('2 devices sign in without your second factor, the last one until Jan 2, 2100.');
});

test('the export is a file with everything but secrets', async () => {
  const scene = await createAccountPageScene();
  const ada = await scene.signUp('Ada');
  const { status, headers, text } = await ada.send('/account', { action: 'export' });
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'Content-Type': 'application/json',
    'Content-Disposition': 'attachment; filename="account.json"',
    'Cache-Control': 'no-store',
  });
  expect(JSON.parse(text).items).toContainEqual(
    expect.objectContaining({ type: 'account', username: 'Ada', id: ada.sub }),
  );
  expect(text).not.toContain(scene.account(ada.sub).passwordHash);
});

test('the export joins the pages of the API', async () => {
  const scene = await createAccountPageScene({ exportedPages: 3 });
  const ada = await scene.signUp('Ada');
  const { text } = await ada.send('/account', { action: 'export' });
  expect(JSON.parse(text)).toEqual({ items: [{ page: 0 }, { page: 1 }, { page: 2 }] });
});

describe('the deletion', () => {
  const form = { action: 'delete-account', confirmed: 'yes' };

  test('ends at a page that says so, without a cookie of the account', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    expect(await ada.send('/account', form)).toMatchObject(leadsTo('/signed-out?notice=account-deleted'));
    expect(scene.account(ada.sub)).toBeUndefined();
    expect(ada.cookies.has('__Host-latchkey-session')).toBe(false);
    expect(await scene.signUp('Ada')).toBeDefined();
  });

  test.each([{ action: 'delete-account' }, { ...form, confirmed: 'no' }])(
    'is refused without the confirmation: %j',
    async (sent) => {
      const scene = await createAccountPageScene();
      const ada = await scene.signUp('Ada');
      expect(await ada.send('/account', sent)).toMatchObject({ status: 400 });
      expect(scene.account(ada.sub).state).toBe('ACTIVE');
    },
  );

  test('needs a recent authentication', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    scene.deps.clock.millis += 601_000;
    expect(await ada.send('/account', form)).toMatchObject(leadsTo('/confirm'));
    expect(scene.account(ada.sub).state).toBe('ACTIVE');
  });

  test('that takes longer is continued by the browser, which sends the form again', async () => {
    const scene = await createAccountPageScene({ interruptions: 1 });
    const ada = await scene.signUp('Ada');
    const token = tokenOf(await ada.open('/account'));
    expect(await ada.sendAs(token, '/account', form)).toMatchObject({ status: 307, location: '/account' });
    expect(await ada.sendAs(token, '/account', form)).toMatchObject(
      leadsTo('/signed-out?notice=account-deleted'),
    );
  });

  test('that was interrupted can only be continued', async () => {
    const scene = await createAccountPageScene();
    const ada = await scene.signUp('Ada');
    scene.deps.accounts.set({ ...scene.account(ada.sub), state: 'DELETING' });
    const { status, text } = await ada.open('/account');
    const actions = [...text.matchAll(/name="action" value="([\w-]+)"/g)].map(([, action]) => action);
    expect({ status, actions }).toEqual({ status: 200, actions: ['delete-account'] });
    expect(await ada.send('/account', form)).toMatchObject(leadsTo('/signed-out?notice=account-deleted'));
    expect(scene.account(ada.sub)).toBeUndefined();
  });
});
