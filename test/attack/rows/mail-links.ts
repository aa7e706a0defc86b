/** Links of mails that lead elsewhere, that act when they are opened, and that others read. */
import { withToken } from '../../faults/operation';
import { createCredentials } from '../../support/accounts';
import { expectProblem } from '../../support/expect-problem';
import { waitUntil } from '../../support/wait-until';
import type { Attack } from '../attack';
import { comingFrom, newSource } from '../guess';
import type { Target, Victim } from '../target';
import { variants } from '../variants';

const PAGES = ['/verify-email', '/reset-password'] as const;

/** Texts in the query and in the fragment that lead elsewhere, or run, if a page uses them as they are. */
const HOSTILE: Readonly<Record<string, string>> = {
  'an address without a scheme': '?id=//evil.example',
  'a backslash': '?id=/%5Cevil.example',
  'an encoded address': '?id=%2F%2Fevil.example%2F%2e%2e',
  'a script address': '?id=javascript:alert(1)',
  'an encoded element': '?id=%3Cimg%20src=//evil.example%20onerror=alert(1)%3E',
  'an encoded quotation mark': '?id=%22%20autofocus%20onfocus=alert(1)%20x=%22',
  'members that name a destination':
    '?next=//evil.example&redirect_uri=https://evil.example&return_to=//evil',
};

/** Headers by which a proxy may name the host. None of them is ours to believe. */
const HOSTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'X-Forwarded-Host': { 'x-forwarded-host': 'evil.example' },
  Forwarded: { forwarded: 'host=evil.example;proto=https' },
  'X-Original-Host': { 'x-original-host': 'evil.example', 'x-host': 'evil.example' },
  Origin: { origin: 'https://evil.example', referer: 'https://evil.example/' },
};

/** Asks for an address, and returns it with the link of its mail. */
async function ask(target: Target, { token }: Victim, headers: Readonly<Record<string, string>> = {}) {
  const email = `${createCredentials().username}@example.com`;
  const sent = { method: 'PUT', path: '/users/me/email', json: { email } };
  const asked = withToken(token, { ...sent, headers: { ...comingFrom(newSource()), ...headers } });
  expect((await target.send(asked)).status).toBe(202);
  const url = `${target.origin}/_local/mail?to=${encodeURIComponent(email)}`;
  const link = await waitUntil(async () => {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    return ((await answer.json()) as { readonly items: readonly { readonly link: string }[] }).items[0]?.link;
  });
  return { email, link: new URL(link) };
}

const profileOf = async (target: Target, { token }: Victim) =>
  (await target.send(withToken(token, { path: '/users/me' }))).json;

export const mailLinkAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(HOSTILE).flatMap(([what, query]) =>
      PAGES.map(
        (path): Attack => ({
          requirement: ['ASVS V3.7.2', 'ASVS V1.2.1'],
          attack: `a link to ${path} with ${what}: nothing of it is in the response, which leads nowhere`,
          play: async (target) => {
            const plain = await target.send({ path });
            const answer = await target.send({ path: path + query });
            expect(answer.status).toBe(200);
            expect(answer.text).toBe(plain.text);
            expect(answer.headers).not.toHaveProperty('location');
            expect(answer.headers).not.toHaveProperty('refresh');
            expect(JSON.stringify(answer.headers)).not.toContain('evil');
          },
        }),
      ),
    ),
  ),
  ...variants(
    Object.entries(HOSTS).map(
      ([name, headers]): Attack => ({
        requirement: ['ASVS V4.1.3', 'RFC 9110 section 7.4'],
        attack: `a mail is requested with another host in ${name}: its link leads to the API`,
        play: async (target) => {
          const { link } = await ask(target, await target.signUp(), headers);
          expect(link.origin + link.pathname).toBe(`${target.origin}/verify-email`);
        },
      }),
    ),
  ),
  ...variants(
    PAGES.map(
      (path): Attack => ({
        requirement: ['ASVS V3.4.6', 'ASVS V3.4.3'],
        attack: `a page of another site frames ${path}, or adds a script to it`,
        request: () => ({ path }),
        expected: { status: 200 },
        after: ({ headers }) => {
          const policy = String(headers['content-security-policy']).split('; ');
          expect(policy).toEqual(
            expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]),
          );
          expect(policy.join()).not.toMatch(/unsafe-|https?:|\*/);
          expect(headers['x-frame-options']).toBe('DENY');
          expect(headers['referrer-policy']).toBe('no-referrer');
        },
      }),
    ),
  ),
  {
    requirement: ['RFC 9110 section 9.2.1'],
    attack: 'a scanner opens the link of a mail: the address stays pending, and the link keeps working',
    play: async (target) => {
      const user = await target.signUp();
      const { email, link } = await ask(target, user);
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        await target.send({ method, path: link.pathname + link.search });
      }
      expect(await profileOf(target, user)).toMatchObject({ email: null, pending_email: email });
      const token = `${link.searchParams.get('id')}.${link.hash.slice(1)}`;
      const json = { token };
      const sent = { method: 'POST', path: '/users/me/email/verification', json };
      expectProblem(await target.send(withToken(target.eve.token, sent)), {
        status: 400,
        code: 'INVALID_CODE',
      });
      expect((await target.send(withToken(user.token, sent))).status).toBe(204);
      expect(target.written()).not.toContain(link.hash.slice(1));
    },
  },
];
