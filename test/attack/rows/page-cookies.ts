/** Other texts in place of the cookie of a session of the pages, and the cookie in place of a token. */
import { createVisitor, type Visitor, visitSignedIn } from '../../support/visit-pages';
import type { Attack } from '../attack';
import type { Target, Victim } from '../target';

/** Returns the name of the cookie of a session. */
function sessionCookie({ cookies }: Visitor): string {
  return [...cookies.keys()].find((name) => name.includes('-session')) ?? '';
}

/** Opens the account of a visitor. */
const openAccount = (visitor: Visitor) => visitor.get('/account');

/** Texts that are tokens elsewhere. */
const TOKENS: Readonly<Record<string, (victim: Victim) => string>> = {
  'an access token': ({ token }) => token,
  'a refresh token': ({ refreshToken }) => refreshToken,
  'the id of a session': ({ id, sid }) => `p1.${id}.${sid}.${'A'.repeat(43)}`,
  'the secret of a refresh token': ({ refreshToken, id, sid }) =>
    `p1.${id}.${sid}.${(refreshToken.split('.').at(-1) ?? '').slice(0, 43)}`,
  'a device token': ({ deviceToken }) => deviceToken,
};

const otherTokens = Object.entries(TOKENS).map(
  ([what, write]): Attack => ({
    requirement: ['ASVS V7.2.1'],
    attack: `${what} opens the page of an account`,
    async play(target) {
      const visitor = await visitSignedIn(target.origin, target.eve);
      const name = sessionCookie(visitor);
      visitor.cookies.set(name, write(target.ada));
      expect(await openAccount(visitor)).toMatchObject({ status: 303, headers: { location: '/sign-in' } });
    },
  }),
);

/** What a cookie of a session may be sent as. */
const PLACES: Readonly<Record<string, (target: Target, secret: string) => Promise<number>>> = {
  'a bearer token': async (target, secret) =>
    (await target.send({ path: '/users/me', headers: { authorization: `Bearer ${secret}` } })).status,
  'a refresh token': async (target, secret) => {
    const json = { refresh_token: secret };
    return (await target.send({ method: 'POST', path: '/sessions/refresh', json })).status;
  },
  'a refresh token, in the form of one': async (target, secret) => {
    const json = { refresh_token: secret.replace(/^p1/, 'r1') };
    return (await target.send({ method: 'POST', path: '/sessions/refresh', json })).status;
  },
  'a cookie of the API': async (target, secret) => {
    const headers = { cookie: `__Host-latchkey-session=${secret}` };
    return (await target.send({ path: '/users/me', headers })).status;
  },
};

const otherPlaces = Object.entries(PLACES).map(
  ([what, call]): Attack => ({
    requirement: ['ASVS V7.2.1'],
    attack: `the cookie of the pages is sent as ${what}`,
    async play(target) {
      const visitor = await visitSignedIn(target.origin, target.ada);
      expect(await call(target, visitor.cookies.get(sessionCookie(visitor)) ?? '')).toBe(401);
    },
  }),
);

/** Ends of a session, after which its cookie opens no page. */
const ENDS: Readonly<Record<string, (target: Target, user: Victim, visitor: Visitor) => Promise<unknown>>> = {
  'after the sign-out': (_target, _user, visitor) => visitor.post('/account', { action: 'sign-out' }),
  'after a sign-out everywhere': (target, { token }) =>
    target.send({ method: 'DELETE', path: '/sessions', headers: { authorization: `Bearer ${token}` } }),
  'after a new password': (target, { token, password }) =>
    target.send({
      ...{ method: 'PUT', path: '/users/me/password', headers: { authorization: `Bearer ${token}` } },
      json: { current_password: password, new_password: `${password} and more` },
    }),
  'after the deletion of the account': (target, { token }) =>
    target.send({ method: 'DELETE', path: '/users/me', headers: { authorization: `Bearer ${token}` } }),
};

const ended = Object.entries(ENDS).map(
  ([when, end]): Attack => ({
    requirement: ['ASVS V7.4.1'],
    attack: `a copy of the cookie opens the account ${when}`,
    async play(target) {
      const user = await target.signUp();
      const visitor = await visitSignedIn(target.origin, user);
      expect((await openAccount(visitor)).status).toBe(200);
      const copy = new Map(visitor.cookies);
      await end(target, user, visitor);
      for (const [name, value] of copy) visitor.cookies.set(name, value);
      for (const path of ['/account', '/account/factors', '/confirm'])
        expect(await visitor.get(path)).toMatchObject({ status: 303 });
      expect((await visitor.post('/account', { action: 'export' })).status).toBe(303);
    },
  }),
);

export const pageCookieAttacks: readonly Attack[] = [
  ...otherTokens,
  ...otherPlaces,
  ...ended,
  {
    requirement: ['ASVS V7.2.4'],
    attack: 'a cookie that an attacker has set before the sign-in is still the cookie after it',
    async play(target) {
      const eve = await visitSignedIn(target.origin, target.eve);
      const visitor = createVisitor(target.origin);
      await visitor.get('/sign-in');
      const fixed = new Map(visitor.cookies);
      const { username, password } = target.ada;
      await visitor.post('/sign-in', { action: 'password', username, password });
      const own = visitor.cookies.get(sessionCookie(visitor));
      expect(own).not.toBe(eve.cookies.get(sessionCookie(eve)));
      const later = createVisitor(target.origin);
      for (const [name, value] of fixed) later.cookies.set(name, value);
      expect(await openAccount(later)).toMatchObject({ status: 303 });
    },
  },
  {
    requirement: ['ASVS V7.2.4'],
    attack: 'two cookies of the name are sent, of which one is the attacker’s',
    async play(target) {
      const ada = await visitSignedIn(target.origin, target.ada);
      const eve = await visitSignedIn(target.origin, target.eve);
      const name = sessionCookie(ada);
      const pairs = [ada, eve].map(({ cookies }) => `${name}=${cookies.get(name)}`);
      for (const cookie of [pairs.join('; '), pairs.toReversed().join('; ')]) {
        const answer = await target.send({ path: '/account', headers: { accept: 'text/html', cookie } });
        expect(answer.status).toBe(303);
      }
    },
  },
];
