/** Texts that would be markup, a script or another place on a page. */
import { createVisitor, visitSignedIn } from '../../support/visit-pages';
import type { Attack } from '../attack';

const MARKUP = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;

/** Places that `return_to` must not lead to. */
const PLACES = [
  '//evil.example',
  '/\\evil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  'https://evil.example/account',
  'javascript:alert(1)',
  '/account\n//evil.example',
  '/account/../../evil',
  '/\t/evil.example',
  '@evil.example',
  '/account?next=//evil.example',
  '/oauth2/authorize?client_id=a&client_id=b',
  '/oauth2/authorize/../../evil?a=1',
  '/oauth2/token',
];

const redirects = PLACES.map(
  (place): Attack => ({
    requirement: ['ASVS V3.7.2'],
    attack: `a sign-in leads to ${JSON.stringify(place)}`,
    async play(target) {
      const visitor = createVisitor(target.origin);
      await visitor.get(`/sign-in?${new URLSearchParams({ return_to: place })}`);
      const { username, password } = target.ada;
      const form = { action: 'password', username, password, return_to: place };
      const answer = await visitor.post('/sign-in', form);
      expect(answer).toMatchObject({ status: 303, headers: { location: '/account' } });
      const again = await visitor.get(`/sign-in?${new URLSearchParams({ return_to: place })}`);
      expect(again.headers.location).toBe('/account');
    },
  }),
);

/** Requests whose text a page shows again. */
const REFLECTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a typed username': { username: MARKUP, password: 'a phrase of words' },
  'a typed action': { action: MARKUP },
  'a typed path': { username: 'a', password: 'a phrase of words', return_to: MARKUP },
};

const reflected = Object.entries(REFLECTED).map(
  ([what, form]): Attack => ({
    requirement: ['ASVS V1.2.1'],
    attack: `${what} becomes markup of the page`,
    async play(target) {
      const visitor = createVisitor(target.origin);
      await visitor.get('/sign-in');
      const { status, text } = await visitor.post('/sign-in', { action: 'password', ...form });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img');
    },
  }),
);

const queries = ['notice', 'return_to', 'lang', 'sent', 'error'].map(
  (name): Attack => ({
    requirement: ['ASVS V1.2.1'],
    attack: `the query value ${name} becomes markup of a page`,
    async play(target) {
      const signedIn = await visitSignedIn(target.origin, target.ada);
      const query = String(new URLSearchParams({ [name]: MARKUP }));
      for (const path of ['/account', '/account/factors', '/confirm'])
        expect((await signedIn.get(`${path}?${query}`)).text).not.toContain('<script>alert');
      for (const path of ['/sign-in', '/sign-up', '/forgot-password', '/signed-out', '/second-factor'])
        expect((await createVisitor(target.origin).get(`${path}?${query}`)).text).not.toContain(
          '<script>alert',
        );
    },
  }),
);

export const pageContentAttacks: readonly Attack[] = [
  ...redirects,
  ...reflected,
  ...queries,
  {
    requirement: ['ASVS V1.2.1'],
    attack: 'the name of a device becomes markup of the page of the account',
    async play(target) {
      const user = await target.signUp({ headers: { 'user-agent': MARKUP } });
      const visitor = await visitSignedIn(target.origin, user);
      const { status, text } = await visitor.get('/account');
      expect(status).toBe(200);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img src=x');
    },
  },
  {
    requirement: ['ASVS V3.4.3', 'ASVS V3.4.6'],
    attack: 'a page runs the script of another origin, or is shown in a frame',
    async play(target) {
      for (const path of ['/sign-in', '/sign-up', '/forgot-password', '/signed-out']) {
        const { headers } = await createVisitor(target.origin).get(path);
        const policy = String(headers['content-security-policy']);
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).toMatch(/default-src 'none'/);
        expect(policy).not.toMatch(/unsafe-|https?:/);
      }
    },
  },
];
