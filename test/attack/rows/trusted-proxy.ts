/** Headers that contain the source of a request. They are used only together with the proxy's secret. */
import { createHash } from 'node:crypto';
import { createCredentials } from '../../support/accounts';
import type { Attack } from '../attack';
import { comingFrom, newSource } from '../guess';
import { PROXY_SECRET } from '../limits';
import type { Target } from '../target';
import { variants } from '../variants';
import { exhaust, expectThrottled } from './source-throttles';

type Headers = Readonly<Record<string, string>>;

const guessWith = ({ send }: Target, source: string, headers: Headers) =>
  send({
    method: 'POST',
    path: '/sessions/create',
    json: createCredentials(),
    headers: { ...comingFrom(source), ...headers },
  });

const viewer = (address: string) => ({ 'CloudFront-Viewer-Address': `${address}:46532` });
const withSecret = { 'X-Origin-Verify': PROXY_SECRET };

/** Ways to name another source without the secret. */
const spoofs: Readonly<Record<string, Headers>> = {
  'CloudFront-Viewer-Address': viewer('203.0.113.7'),
  'X-Real-IP': { 'X-Real-IP': '203.0.113.7' },
  Forwarded: { Forwarded: 'for=203.0.113.7' },
  'True-Client-IP': { 'True-Client-IP': '203.0.113.7' },
  'the header, and a wrong secret': { ...viewer('203.0.113.7'), 'X-Origin-Verify': `${PROXY_SECRET}x` },
  'the header, and an empty secret': { ...viewer('203.0.113.7'), 'X-Origin-Verify': '' },
  'the header, and the secret twice': {
    ...viewer('203.0.113.7'),
    'X-Origin-Verify': `${PROXY_SECRET}, ${PROXY_SECRET}`,
  },
  'the header, and the digest of the secret, which the template shows': {
    ...viewer('203.0.113.7'),
    'X-Origin-Verify': createHash('sha256').update(PROXY_SECRET).digest('hex'),
  },
};

export const trustedProxyAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(spoofs).map(
      ([title, headers]): Attack => ({
        requirement: ['ASVS V6.3.1', 'ASVS V15.3.4'],
        attack: `guesses from one address with another one in a header: ${title}`,
        play: async (target) => {
          const source = newSource();
          await exhaust(target, 'sign-in', source);
          expectThrottled(await guessWith(target, source, headers));
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V6.3.1', 'ASVS V15.3.4'],
    attack: 'guesses through the proxy: each user is a separate source, regardless of the port',
    play: async (target) => {
      const [proxy, user, other] = [newSource(), newSource(), newSource()];
      const guess = (address: string) => guessWith(target, proxy, { ...withSecret, ...viewer(address) });
      await exhaust(target, 'sign-in', proxy, () => guess(user));
      expectThrottled(await guess(user));
      const ofAnotherPort = { ...withSecret, 'CloudFront-Viewer-Address': `${user}:1` };
      expectThrottled(await guessWith(target, proxy, ofAnotherPort));
      expect((await guess(other)).status).toBe(401);
      expect((await guessWith(target, proxy, {})).status).toBe(401);
    },
  },
  {
    requirement: ['ASVS V6.3.1', 'ASVS V15.3.4'],
    attack: 'guesses through a proxy that reports no address: they count for the address of the proxy',
    play: async (target) => {
      const proxy = newSource();
      await exhaust(target, 'sign-in', proxy);
      for (const address of ['unknown', '', '203.0.113.777:1']) {
        const headers = { ...withSecret, 'CloudFront-Viewer-Address': address };
        expectThrottled(await guessWith(target, proxy, headers));
      }
    },
  },
];
