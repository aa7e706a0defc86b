/** The pages as HTML, in each state and language. */
import { gzipSync } from 'node:zlib';
import type { PageLanguage, PageModel } from '../../../lambda/pages/page-model';
import { renderPage } from '../../../lambda/pages/render-page';
import { fullLook, hostile, pageStates } from './page-states';

/** One round trip (RFC 6928). */
const MAX_BYTES = 14 * 1024;

const languages: readonly PageLanguage[] = ['en', 'de'];
const states = Object.entries<PageModel>(pageStates);
const every = states.flatMap(([name, model]) =>
  languages.map((language) => ({
    name: `${name} (${language})`,
    html: renderPage(model, {
      language,
      look: fullLook,
      csrf: hostile,
      path: '/sign-in?return_to=%2Faccount&x="',
    }),
  })),
);

const valuesOf = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

/** Returns the names of the pages for which a check fails. */
const failing = (check: (html: string) => boolean) =>
  every.filter(({ html }) => !check(html)).map(({ name }) => name);

const pageOf = (model: PageModel) =>
  renderPage(model, { language: 'en', look: { name: 'Latchkey' }, csrf: 't', path: '/sign-in' });

test('no value becomes markup', () => {
  expect(failing((html) => html.match(/<script>/g)?.length === 1 && !html.includes(`"1"`))).toEqual([]);
  expect(failing((html) => !html.includes(`'&lt;`))).toEqual([]);
  expect(
    every.filter(({ html }) => html.includes('&lt;script&gt;alert(&quot;1&quot;)')).length,
  ).toBeGreaterThan(60);
});

test('no element has a style or a handler of its own', () => {
  expect(failing((html) => !/<[^>]*\s(style|on[a-z]+)=/.test(html))).toEqual([]);
});

test('each id is there once, and each description exists', () => {
  expect(failing((html) => new Set(valuesOf(html, 'id')).size === valuesOf(html, 'id').length)).toEqual([]);
  expect(
    failing((html) => {
      const ids = valuesOf(html, 'id');
      const named = ['aria-describedby', 'aria-labelledby', 'for', 'data-shows', 'data-from'];
      return named
        .flatMap((name) => valuesOf(html, name).flatMap((value) => value.split(' ')))
        .every((id) => ids.includes(id));
    }),
  ).toEqual([]);
});

test('each form is sent to a page of ours, with its action and the token', () => {
  expect(
    failing((html) =>
      [...html.matchAll(/<form(.*?)<\/form>/gs)].every(([, form = '']) =>
        /^ method="post" action="\/[a-z/-]+".*name="csrf".*name="action" value="[a-z_-]+".*<button type="submit"/s.test(
          form,
        ),
      ),
    ),
  ).toEqual([]);
});

test('a problem is shown once, and what it is about has the focus', () => {
  const refused = states.filter(([, { problem }]) => problem).map(([name]) => name);
  const shown = every.filter(({ html }) => html.includes('id="alert"'));
  expect(shown).toHaveLength(refused.length * languages.length);
  expect(shown.filter(({ html }) => html.match(/ autofocus/g)?.length !== 1)).toEqual([]);
});

test('each page fits in one round trip', () => {
  expect(failing((html) => gzipSync(html, { level: 9 }).length <= MAX_BYTES)).toEqual([]);
});

test('a wrong password is linked to its field, and the username is kept', () => {
  const html = pageOf({
    ...pageStates['sign-in-wrong'],
    values: { username: 'ada', password: 'a typed password' },
  });
  expect(html).toContain('Username or password is wrong.');
  expect(html).toMatch(/id="password-username"[^>]*value="ada"/);
  expect(html).toMatch(/id="password-password"[^>]*aria-describedby="alert" aria-invalid="true" autofocus/);
  expect(html).not.toContain('a typed password');
});

test('faults of fields are described in the language of the page', () => {
  const german = every.find(({ name }) => name === 'sign-up-refused (de)')?.html;
  expect(german).toContain('Gib mindestens 12 Zeichen ein.');
  expect(german).toContain('aria-describedby="password-password-hint password-password-fault"');
  const unknown = every.find(({ name }) => name === 'enrolment-begun (de)')?.html;
  expect(unknown).toContain('Das wird nicht angenommen.');
});

test('an unknown code gets the general message with the id of the request', () => {
  const html = pageOf({ page: 'error', problem: { code: 'toString', requestId: 'r-1' } });
  expect(html).toContain(
    '<p>This did not work. Try again.</p><p>If you ask for help, name this number: <code>r-1</code>',
  );
  expect(pageOf({ page: 'error', problem: { code: 'NOT_FOUND', requestId: 'r-1' } })).not.toContain('r-1');
});

test.each([
  [1, 'Try again in a minute.'],
  [840, 'Try again in 14 minutes.'],
  [7_201, 'Try again in 3 hours.'],
  [2_592_000, 'Try again in 30 days.'],
])('after %d seconds: %s', (retryAfter, words) => {
  expect(pageOf({ page: 'error', problem: { code: 'TOO_MANY_ATTEMPTS', retryAfter } })).toContain(words);
});

test('an image that is not a QR code of ours is left out', () => {
  const { 'totp-enrolment': model } = pageStates;
  expect(pageOf(model)).toContain('<svg xmlns');
  const totp = { ...model.totp, qrSvg: model.totp.qrSvg.replace('<path d', '<path onload="x" d') };
  expect(pageOf({ ...model, totp })).not.toContain('<svg xmlns');
});

test('the switch of the language keeps the query, and never leads to another origin', () => {
  const page = (path: string) =>
    renderPage(pageStates['signed-out'], { language: 'en', look: fullLook, csrf: '', path });
  expect(page('/sign-in?return_to=%2Faccount&lang=en')).toContain(
    'href="/sign-in?return_to=%2Faccount&amp;lang=de"',
  );
  expect(page('//evil.example')).toContain('href="/evil.example?lang=de"');
  expect(page('/\\evil.example')).toContain('href="/evil.example?lang=de"');
});

test('a page offers only what its stage has', () => {
  const html = pageOf(pageStates['sign-in-smallest']).replace(/<(style|script)>.*?<\/\1>/gs, '');
  expect(html).not.toMatch(/passkey|sign-up|forgot-password|return_to/);
  expect(pageOf(pageStates['account-new']).replace(/<script>.*<\/script>/s, '')).not.toMatch(
    /end-other-sessions|remove-email|current_password|href="\/account\/factors"/,
  );
});

test('where a stage requires a factor, a passkey is needed while the second factor is off', () => {
  const { 'factors-passkey-needed': needed } = pageStates;
  expect(pageOf(needed)).toContain('also needs your passkey');
  expect(pageOf({ ...needed, isRequired: false })).toContain('the password alone is enough');
});
