/** What the scripts of the pages read from a link, and where they may call. */

import { createPageKit } from '../../../../lambda/discovery/link-pages/create-page-kit';
import { createLinkPages } from '../../../../lambda/discovery/link-pages/link-pages';
import { type Answering, createFakeWindow } from './fake-window';
import { showPage } from './show-page';

const ID = '0b5d9f3a-7c1e-4a86-b2d4-6e8f1a3c5d70';
const SECRET = 'AbCdEfGhIjKlMnOpQrSt_-';
const ORIGIN = 'https://api.example.com';
let html: string;
beforeAll(async () => {
  html = String((await showPage(createLinkPages(false).operations, 'verify-email')).body);
});

function open(path: string, answer: Answering = () => ({ status: 204 })) {
  const window = createFakeWindow(html, ORIGIN + path, answer);
  return { window, kit: createPageKit(window) };
}

test('the token is the id and the fragment, which leaves the address bar at once', () => {
  const { window, kit } = open(`/prod/verify-email?id=${ID}#${SECRET}`);
  expect(kit).toMatchObject({ linkId: ID, token: `${ID}.${SECRET}` });
  expect(window.replaced).toEqual([`${ORIGIN}/prod/verify-email?id=${ID}`]);
});

test('the fragment leaves the address bar in any form, and the address stays on its origin', () => {
  for (const path of [
    '/verify-email#',
    `/verify-email?id=x#${SECRET}#more`,
    `//evil.example/verify-email#a`,
  ]) {
    const [replaced = ''] = open(path).window.replaced;
    expect(replaced).not.toContain('#');
    expect(new URL(replaced).origin).toBe(ORIGIN);
  }
});

test('a link that is opened again in the same tab is read again', async () => {
  const { window } = open('/verify-email');
  await window.emit('hashchange');
  expect(window.reloads).toBe(1);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  '%2F%2Fevil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '<script>alert(1)</script>',
  '%3Cimg%20src=x%20onerror=alert(1)%3E',
  '../../users/me',
  'a.b',
  '',
  'x'.repeat(129),
])('the id %j is not an id, and goes nowhere', (id) => {
  const { window, kit } = open(`/verify-email?id=${id}#${SECRET}`);
  expect(kit).toMatchObject({ linkId: '', token: undefined });
  expect(window.calls).toEqual([]);
});

test.each([
  '',
  'short',
  `${SECRET}x`,
  `${SECRET.slice(1)}.`,
  encodeURIComponent('<script>alert(1)</script>'),
])('the fragment %j is not a secret', (secret) => {
  expect(open(`/verify-email?id=${ID}#${secret}`).kit).toMatchObject({ linkId: ID, token: undefined });
});

test.each([
  ['/verify-email', '/users/me'],
  ['/prod/verify-email', '/prod/users/me'],
  ['/v1/auth/verify-email/', '/v1/auth/users/me'],
  ['//evil.example/verify-email', '//evil.example/users/me'],
  ['/verify-email?next=//evil.example&base=https://evil.example', '/users/me'],
])('a page at %s calls the API of its own origin', async (path, expected) => {
  const { window, kit } = open(path);
  await kit.call('GET', 'users/me', {});
  const [call] = window.calls;
  expect(new URL(call?.url ?? '', ORIGIN + path).href).toBe(ORIGIN + expected);
  expect(call?.init).toMatchObject({ credentials: 'omit', redirect: 'error' });
});

test('a connection that breaks and a body that is not JSON are answers as well', async () => {
  const broken = open('/verify-email', () => undefined);
  expect(await broken.kit.call('GET', 'users/me', {})).toEqual({ status: 0, body: {} });
  const empty = open('/verify-email');
  expect(await empty.kit.call('GET', 'users/me', {})).toEqual({ status: 204, body: {} });
});

test('the fault of a response is announced, with its field marked and focused', () => {
  const { window, kit } = open('/verify-email');
  const answer = { status: 400, body: { code: 'INVALID_CODE', errors: [{ detail: 'a' }, { detail: 'b' }] } };
  kit.fail(answer, kit.find('code'));
  expect(window.alert()).toMatch(/^Link or code is wrong.* a\. b$/);
  expect(window.focused()).toBe('code');
  expect(window.element('code').attributes.get('aria-invalid')).toBe('true');
  kit.show('nothing');
  expect(window.alert()).toBeUndefined();
  expect(window.element('code').attributes.has('aria-invalid')).toBe(false);
  expect(window.focused()).toBe('nothing-title');
});

test.each(['NO_SUCH_CODE', '"><script>', ''])('the unknown problem %j has a general message', (code) => {
  const { window, kit } = open('/verify-email');
  kit.fail({ status: 500, body: { code } });
  expect(window.alert()).toBe('This did not work. Try again.');
  expect(window.focused()).toBe('alert');
});

test('a second submission waits for the first', async () => {
  const { window, kit } = open('/verify-email');
  let calls = 0;
  let finish: () => void = () => undefined;
  kit.on('submit', 'sign-in-form', async () => {
    calls++;
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const first = window.submit('sign-in-form', {});
  await window.submit('sign-in-form', {});
  expect(calls).toBe(1);
  expect(window.element('main').attributes.get('aria-busy')).toBe('true');
  finish();
  await first;
  expect(window.element('main').attributes.has('aria-busy')).toBe(false);
});

test('a password can be shown and hidden again', async () => {
  const { window, kit } = open('/verify-email');
  kit.offerToShow();
  const checkbox = window.element('show-password');
  for (const [checked, type] of [
    [true, 'text'],
    [false, 'password'],
  ] as const) {
    checkbox.checked = checked;
    await checkbox.emit('change');
    expect(window.element('password').type).toBe(type);
  }
});
