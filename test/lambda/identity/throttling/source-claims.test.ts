import { createSourceClaims } from '../../../../lambda/identity/throttling/source-claims';
import { DependencyUnavailableError } from '../../../../lambda/shared/errors';
import { SOURCE } from '../../fakes/auth-dependencies';
import { createMemorySourceRateLimits } from '../../fakes/memory-attempts';

const MAX = 2;
const WIDE_MAX = 8 * MAX;

function create() {
  const sourceRateLimits = createMemorySourceRateLimits();
  const logged: string[] = [];
  const deps = {
    sourceRateLimits,
    hashName: async (name: string) => name,
    log: (event: string) => void logged.push(event),
    now: () => Date.UTC(2026, 0, 2, 3, 5),
  };
  const claims = createSourceClaims(deps);
  const claim = (ip: string) => claims.claim('sign-in', { ...SOURCE, ip }, MAX);
  /** Returns the counts, by network. */
  const counts = (): Record<string, number> =>
    Object.fromEntries<number>(
      [...sourceRateLimits.items].map(([key, count]) => [key.split(' ')[1] ?? '', count]),
    );
  return { claims, claim, counts, logged, deps };
}

const REFUSED = { waitMs: 600_000 };

/** Returns an address of the nth /64 network of one /48. */
const hostOf = (n: number) => `2001:db8:7:${n.toString(16)}::1`;

test.each([
  ['an IPv4 address', '192.0.2.1', ['source/192.0.2.1']],
  [
    'the /64 and the /48 of an IPv6 address',
    hostOf(1),
    ['source/2001:db8:7:1::/64', 'source/2001:db8:7::/48'],
  ],
])('%s: a request is counted once, and refunded', async (_what, address, keys) => {
  const { claims, claim, counts } = create();
  const all = (count: number) => Object.fromEntries(keys.map((key) => [key, count]));
  const outcome = await claim(address);
  expect(counts()).toEqual(all(1));
  if ('claim' in outcome) await claims.release(outcome.claim, SOURCE);
  expect(counts()).toEqual(all(0));
});

test('a rejected /64 uses up nothing of its /48', async () => {
  const { claim, counts } = create();
  for (let n = 0; n < 50; n++) await claim(hostOf(1));
  expect(await claim(hostOf(1))).toEqual(REFUSED);
  expect(counts()).toEqual({ 'source/2001:db8:7:1::/64': MAX, 'source/2001:db8:7::/48': MAX });
  expect(await claim(hostOf(2))).toHaveProperty('claim');
});

test('all /64 networks of a /48 share eight times the limit, and rejected requests count nowhere', async () => {
  const { claim, counts } = create();
  for (let n = 0; n < WIDE_MAX; n++) expect(await claim(hostOf(n))).toHaveProperty('claim');
  expect(await claim(hostOf(500))).toEqual(REFUSED);
  expect(counts()).toMatchObject({ 'source/2001:db8:7:1f4::/64': 0, 'source/2001:db8:7::/48': WIDE_MAX });
  expect(await claim('2001:db8:8:1::1')).toHaveProperty('claim');
});

test('a count that cannot be refunded is logged once, and changes no response', async () => {
  const { deps, logged } = create();
  const refund = () => Promise.reject(new DependencyUnavailableError('no answer'));
  const claims = createSourceClaims({ ...deps, sourceRateLimits: { ...deps.sourceRateLimits, refund } });
  const outcome = await claims.claim('sign-in', { ...SOURCE, ip: hostOf(1) }, MAX);
  if ('claim' in outcome) await claims.release(outcome.claim, SOURCE);
  expect(logged).toEqual(['attempt_not_refunded']);
});
