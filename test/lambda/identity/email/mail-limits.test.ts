import { createMailLimits, mailLimits } from '../../../../lambda/identity/email/mail-limits';
import { SOURCE } from '../../fakes/auth-dependencies';
import { createMemorySourceRateLimits } from '../../fakes/memory-attempts';
import { countAdmitted } from '../../fakes/outcomes';

const HOUR = 3_600_000;

function create() {
  const clock = { millis: Date.UTC(2026, 0, 2, 3, 30) };
  const logged: unknown[] = [];
  const sourceRateLimits = createMemorySourceRateLimits();
  const limits = createMailLimits({
    sourceRateLimits,
    hashName: async (name) => `hash of ${name}`,
    log: (event, fields) => void logged.push({ event, ...fields }),
    now: () => clock.millis,
  });
  const claim = async (n: number, change: { sub?: string; address?: string; ip?: string } = {}) => {
    const { sub = `sub-${n}`, address = `ada-${n}@example.com`, ip = `192.0.2.${n % 250}` } = change;
    const claimed = await limits.claim({ sub, sid: 'sid-1', address, source: { ...SOURCE, ip } });
    return claimed !== undefined;
  };
  const counts = () => [...sourceRateLimits.items.values()].reduce((sum, count) => sum + count, 0);
  return { clock, logged, limits, claim, counts, sourceRateLimits };
}

test.each<
  [
    keyof typeof mailLimits,
    'account' | 'address' | 'source',
    Parameters<ReturnType<typeof create>['claim']>[1],
    number,
  ]
>([
  ['accountPerDay', 'account', { sub: 'sub-1' }, 24],
  ['addressPerDay', 'address', { address: 'ada@example.com' }, 24],
  ['sourcePerHour', 'source', { ip: '192.0.2.1' }, 1],
])(
  'limits %s, also of parallel requests, and starts again after that time',
  async (limit, by, same, hours) => {
    const { clock, claim, logged } = create();
    const max = mailLimits[limit];
    expect(await countAdmitted(max + 5, (n) => claim(n, same))).toBe(max);
    expect(logged).toHaveLength(5);
    expect(logged[0]).toEqual({
      event: 'mail_throttled',
      by,
      sub: expect.any(String),
      sid: 'sid-1',
      sourceIp: expect.any(String),
      requestId: SOURCE.requestId,
    });
    expect(JSON.stringify(logged)).not.toContain('@');
    clock.millis += hours * HOUR;
    expect(await claim(1, same)).toBe(true);
  },
);

test('counts a refused mail nowhere', async () => {
  const { claim, counts } = create();
  for (let n = 0; n < 5; n++) await claim(n, { address: 'ada@example.com' });
  const before = counts();
  expect(await claim(6, { address: 'ada@example.com' })).toBe(false);
  expect(counts()).toBe(before);
});

test('takes a mail back everywhere', async () => {
  const { limits, counts } = create();
  const mail = { sub: 'sub-1', sid: 'sid-1', address: 'ada@example.com', source: SOURCE };
  const claim = await limits.claim(mail);
  expect(counts()).toBe(3);
  await limits.release(claim ?? [], SOURCE);
  expect(counts()).toBe(0);
});

test('stores neither an account, an address nor a source in the clear', async () => {
  const { claim, sourceRateLimits } = create();
  await claim(1);
  expect([...sourceRateLimits.items.keys()]).toEqual([
    expect.stringContaining('mail-account hash of mail/account/'),
    expect.stringContaining('mail-address hash of mail/address/'),
    expect.stringContaining('mail hash of source/'),
  ]);
});
