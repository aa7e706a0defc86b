/** Forms that no page of ours sent (cross-site request forgery), before and after a sign-in. */
import { createVisitor, type Visitor, visitSignedIn } from '../../support/visit-pages';
import type { Attack } from '../attack';
import type { Target } from '../target';

type Headers = Readonly<Record<string, string>>;

const FORM = 'application/x-www-form-urlencoded';

/** What browsers send with a form of another origin. An empty value is that of an old browser, which sends none. */
const SOURCES: Readonly<Record<string, Headers>> = {
  'a page of another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'a page of another host of the same site': {
    'sec-fetch-site': 'same-site',
    origin: 'https://evil.example.com',
  },
  'a page of another port of this machine': {
    'sec-fetch-site': 'same-site',
    origin: 'http://localhost:5173',
  },
  'no page, as from an address bar': { 'sec-fetch-site': 'none' },
  'two pages at once': { 'sec-fetch-site': 'same-origin, cross-site' },
  'a page of another site, in an old browser': { 'sec-fetch-site': '', origin: 'https://evil.example' },
  'a frame in a sandbox, in an old browser': { 'sec-fetch-site': '', origin: 'null' },
  'a page that hides its origin, in an old browser': { 'sec-fetch-site': '', origin: '' },
};

/** Returns the headers without those that the browser does not send. */
const sentBy = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));

/** Sends a form without the headers that a visitor sends otherwise. */
async function sendFrom(visitor: Visitor, target: Target, path: string, form: Headers, headers: Headers) {
  return target.send({
    ...{ method: 'POST', path, body: String(new URLSearchParams({ csrf: visitor.token(), ...form })) },
    headers: {
      ...{ accept: 'text/html', 'content-type': FORM },
      cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; '),
      ...sentBy(headers),
    },
  });
}

const beforeSignIn = Object.entries(SOURCES).map(
  ([source, headers]): Attack => ({
    requirement: ['ASVS V3.5.1'],
    attack: `a form of ${source} signs the user in to the account of the attacker`,
    async play(target) {
      const visitor = createVisitor(target.origin);
      await visitor.get('/sign-in');
      const { username, password } = target.eve;
      const form = { action: 'password', username, password };
      const answer = await sendFrom(visitor, target, '/sign-in', form, headers);
      expect(answer.status).toBe(403);
      expect(String(answer.headers['set-cookie'] ?? '')).not.toContain('-session');
      // the same form of a page of ours signs in
      expect(await visitor.post('/sign-in', form)).toMatchObject({ status: 303 });
    },
  }),
);

const afterSignIn = Object.entries(SOURCES).map(
  ([source, headers]): Attack => ({
    requirement: ['ASVS V3.5.1'],
    attack: `a form of ${source} changes the username of a signed-in user`,
    async play(target) {
      const user = await target.signUp();
      const visitor = await visitSignedIn(target.origin, user);
      await visitor.get('/account');
      const form = { action: 'change-username', username: `${user.username}-2` };
      expect((await sendFrom(visitor, target, '/account', form, headers)).status).toBe(403);
      const { text } = await visitor.get('/account');
      expect(text).toContain(user.username);
      expect(text).not.toContain(form.username);
    },
  }),
);

/** Returns a token of another visit. */
async function tokenOf(target: Target): Promise<string> {
  const other = createVisitor(target.origin);
  await other.get('/sign-in');
  return other.token();
}

const TOKENS: Readonly<Record<string, (own: string, target: Target) => string | Promise<string>>> = {
  'no token': () => '',
  'a token of another visit': (_, target) => tokenOf(target),
  'a token that is cut': (own) => own.slice(0, -1),
  'a token with another bit': (own) => `${own.startsWith('A') ? 'B' : 'A'}${own.slice(1)}`,
  'a token of zeros': () => 'A'.repeat(86),
};

const tokens = Object.entries(TOKENS).map(
  ([what, tokenFor]): Attack => ({
    requirement: ['ASVS V3.5.1'],
    attack: `a form with ${what} deletes an account`,
    async play(target) {
      const user = await target.signUp();
      const visitor = await visitSignedIn(target.origin, user);
      await visitor.get('/account');
      const csrf = await tokenFor(visitor.token(), target);
      const form = { action: 'delete-account', confirmed: 'yes', csrf };
      expect((await visitor.post('/account', form)).status).toBe(403);
      expect((await target.signIn(user)).username).toBe(user.username);
    },
  }),
);

const TYPES = ['text/plain', 'multipart/form-data; boundary=x', 'application/json', ''];

const types = TYPES.map(
  (type): Attack => ({
    requirement: ['ASVS V3.5.2'],
    attack: `a form is sent as ${type || 'nothing'}`,
    async play(target) {
      const visitor = createVisitor(target.origin);
      await visitor.get('/sign-in');
      const { username, password } = target.ada;
      const form = { action: 'password', username, password };
      const answer = await visitor.post('/sign-in', form, { 'content-type': type });
      expect(answer.status).toBe(415);
    },
  }),
);

export const pageFormAttacks: readonly Attack[] = [
  ...beforeSignIn,
  ...afterSignIn,
  ...tokens,
  ...types,
  {
    requirement: ['ASVS V3.5.1'],
    attack: 'a form that stayed open acts for the user who signed in later',
    async play(target) {
      const first = await target.signUp();
      const second = await target.signUp();
      const visitor = await visitSignedIn(target.origin, first);
      await visitor.get('/account');
      const csrf = visitor.token();
      const next = await visitSignedIn(target.origin, second);
      visitor.cookies.clear();
      for (const [name, value] of next.cookies) visitor.cookies.set(name, value);
      const form = { action: 'change-username', username: `${first.username}-2`, csrf };
      expect((await visitor.post('/account', form)).status).toBe(403);
    },
  },
  {
    requirement: ['ASVS V3.5.2'],
    attack: 'a route of the API takes a form',
    async play(target) {
      const { username, password } = target.ada;
      const body = String(new URLSearchParams({ username, password }));
      const sent = { method: 'POST', path: '/sessions/create', body, headers: { 'content-type': FORM } };
      expect((await target.send(sent)).status).toBe(415);
    },
  },
  {
    requirement: ['ASVS V3.5.3'],
    attack: 'a GET of a page with the fields of its form changes something',
    async play(target) {
      const user = await target.signUp();
      const visitor = await visitSignedIn(target.origin, user);
      await visitor.get('/account');
      const form = { action: 'sign-out', csrf: visitor.token() };
      await visitor.get(`/account?${new URLSearchParams(form)}`);
      expect((await visitor.get('/account')).status).toBe(200);
    },
  },
];
