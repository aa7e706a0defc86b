import type { MailRequest } from '../../../../../lambda/identity/email/mail-request';
import { createAddressSeal } from '../../../../../lambda/identity/email/notices/address-seal';
import type { NoticedAccount } from '../../../../../lambda/identity/email/notices/notify';
import { sendNotices } from '../../../../../lambda/identity/email/notices/send-notices';
import { type NoticeKind, noticeKinds } from '../../../../../lambda/notice-kinds';
import { createFakeDependencies } from '../../../fakes/auth-dependencies';
import { storedAccount, verifiedEmail } from '../../../fakes/email-scene';
import { fakeKms } from '../../../fakes/memory-mail';
import { countAdmitted } from '../../../fakes/outcomes';
import { signUp } from '../../../fakes/signed-in';
import { unavailable } from '../../../fakes/unavailable';

const DAY = 86_400_000;
const origin = { requestId: 'request-1', language: 'de', device: 'Firefox/Windows' } as const;
const seal = createAddressSeal(fakeKms, 'a key');

/** Ada with a verified address, and without traces of its verification. */
async function setUp() {
  const fakes = createFakeDependencies();
  const deps = { ...fakes, seal, hashName: async (name: string) => `hash of ${name}` };
  const ada = await signUp(fakes);
  await verifiedEmail(fakes, ada);
  const account = storedAccount(fakes, ada);
  const { requests } = deps.mailQueue;
  requests.length = 0;
  deps.logged.length = 0;
  const send = (notice: NoticeKind, noticed: NoticedAccount = account) =>
    sendNotices(deps)([{ notice, account: noticed }], origin);
  return { deps, account, requests, send };
}

const sealedOf = (request: MailRequest | undefined) => (request?.kind === 'notice' && request.sealed) || '';

test.each(['password-changed', 'password-reset', 'session-reused', 'new-device'] as const)(
  'requests the notice %s, which names no address',
  async (notice) => {
    const { deps, account, requests, send } = await setUp();
    await send(notice, { sub: account.sub });
    expect(requests).toEqual([
      {
        kind: 'notice',
        sub: account.sub,
        notice,
        at: deps.clock.millis,
        language: 'de',
        device: origin.device,
      },
    ]);
    expect(deps.logged).toEqual([
      { event: 'notice_requested', kind: notice, sub: account.sub, requestId: 'request-1' },
    ]);
  },
);

test.each(['email-change-requested', 'email-changed', 'account-deleted'] as const)(
  'seals the address of the notice %s, which the account may have no longer',
  async (notice) => {
    const { account, requests, send } = await setUp();
    await send(notice);
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests)).not.toMatch(/example\.com/i);
    const { sub } = account;
    expect(await seal.open(sealedOf(requests[0]), { notice, sub })).toEqual({
      to: 'Ada@example.com',
      username: 'Ada',
    });
  },
);

test.each(noticeKinds)('requests no %s of an account without an address', async (notice) => {
  const { deps, account, requests, send } = await setUp();
  const { email: _none, ...without } = account;
  deps.accounts.set(without);
  await send(notice, without);
  expect(requests).toEqual([]);
  expect(deps.logged).toEqual([]);
});

test.each(noticeKinds)('requests no %s for an address that mails do not reach', async (notice) => {
  const { deps, account, requests, send } = await setUp();
  const email = account.email && { ...account.email, undeliverable: { reason: 'bounce' as const, at: 1 } };
  const marked = { ...account, email };
  deps.accounts.set(marked);
  await send(notice, marked);
  expect(requests).toEqual([]);
});

test('requests none for an account that does not exist', async () => {
  const { requests, send } = await setUp();
  await send('session-reused', { sub: 'gone' });
  expect(requests).toEqual([]);
});

describe('at most one of a kind in a day', () => {
  test('also of parallel ones', async () => {
    const { requests, send } = await setUp();
    await countAdmitted(10, async () => {
      await send('password-changed');
      return true;
    });
    expect(requests).toHaveLength(1);
  });

  test('and the next one from midnight UTC', async () => {
    const { deps, requests, send } = await setUp();
    const midnight = Math.ceil(deps.clock.millis / DAY) * DAY;
    for (const [millis, count] of [
      [midnight - DAY, 1],
      [midnight - 1, 1],
      [midnight, 2],
      [midnight + DAY - 1, 2],
      [midnight + DAY, 3],
    ] as const) {
      deps.clock.millis = millis;
      await send('session-reused');
      expect(requests).toHaveLength(count);
    }
  });

  test('a flood of one kind, or of mails with codes, uses up no other kind', async () => {
    const { deps, account, requests, send } = await setUp();
    for (let n = 0; n < 20; n++) {
      await send('session-reused');
      const source = { requestId: 'request-1', ip: '192.0.2.1' };
      await deps.mailLimits.claim({ sub: account.sub, sid: 'sid-1', address: 'ada@example.com', source });
    }
    requests.length = 0;
    for (const notice of noticeKinds) await send(notice);
    expect(requests).toHaveLength(noticeKinds.length - 1);
  });

  test('accounts are counted apart', async () => {
    const { deps, account, requests, send } = await setUp();
    const other = { ...account, sub: 'other' };
    deps.accounts.set(other);
    await send('password-changed');
    await send('password-changed', other);
    expect(requests).toHaveLength(2);
  });

  test('each address that was replaced hears of it', async () => {
    const { account, requests, send } = await setUp();
    const of = (address: string) => ({
      ...account,
      email: { ...account.email, address } as typeof account.email,
    });
    for (const address of ['a@example.com', 'b@example.com', 'a@example.com']) {
      await send('email-changed', of(address));
    }
    expect(requests).toHaveLength(2);
  });

  test('the counts hold neither the account nor an address', async () => {
    const { deps, account, send } = await setUp();
    const counts = deps.sourceRateLimits;
    const names: string[] = [];
    const hashName = async (name: string) => {
      names.push(name);
      return 'a hash';
    };
    await sendNotices({ ...deps, hashName })([{ notice: 'email-changed', account }], origin);
    await send('password-changed');
    expect(names).toEqual([`notice/email-changed/${account.sub}/ada@example.com`]);
    expect([...counts.items.keys()].join()).toContain('a hash');
  });
});

describe('a failure', () => {
  test.each(['accounts', 'sourceRateLimits', 'hashName', 'seal', 'mailQueue'] as const)(
    'of %s is logged, and does not reach the operation',
    async (name) => {
      const { deps, account } = await setUp();
      const broken = {
        accounts: { find: unavailable },
        sourceRateLimits: { ...deps.sourceRateLimits, reserve: unavailable },
        hashName: unavailable,
        seal: { seal: unavailable },
        mailQueue: { enqueue: unavailable },
      };
      const send = sendNotices({ ...deps, [name]: broken[name] });
      const due = [
        { notice: 'account-deleted', account },
        { notice: 'session-reused', account: { sub: account.sub } },
      ] as const;
      await expect(send(due, origin)).resolves.toBeUndefined();
      const failed = deps.logged.filter(({ event }) => event === 'notice_failed');
      expect(failed.length).toBeGreaterThan(0);
      expect(failed[0]).toMatchObject({ sub: account.sub, error: { name: 'DependencyUnavailableError' } });
      expect(JSON.stringify(deps.logged)).not.toMatch(/example\.com/i);
    },
  );

  test('of one notice does not stop the next', async () => {
    const { deps, account, requests } = await setUp();
    const due = (['account-deleted', 'password-changed'] as const).map((notice) => ({ notice, account }));
    await sendNotices({ ...deps, seal: { seal: unavailable } })(due, origin);
    expect(requests).toMatchObject([{ notice: 'password-changed' }]);
  });

  test('of the queue lets the next event of the day send the notice', async () => {
    const { deps, account, requests, send } = await setUp();
    const mailQueue = { enqueue: unavailable };
    await sendNotices({ ...deps, mailQueue })([{ notice: 'password-changed', account }], origin);
    await send('password-changed');
    expect(requests).toHaveLength(1);
  });
});
