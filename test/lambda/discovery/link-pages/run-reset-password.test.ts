/** The page that replaces a password, with an API that answers as the real one does. */

import { createPageKit } from '../../../../lambda/discovery/link-pages/create-page-kit';
import { createLinkPages } from '../../../../lambda/discovery/link-pages/link-pages';
import { runResetPassword } from '../../../../lambda/discovery/link-pages/run-reset-password';
import { type Answering, createFakeWindow } from './fake-window';
import { showPage } from './show-page';

const ID = 'cX3n0m1tVZ2hYw8bQ4rJkA';
const SECRET = 'AbCdEfGhIjKlMnOpQrSt_-';
let html: string;
beforeAll(async () => {
  html = String((await showPage(createLinkPages(false).operations, 'reset-password')).body);
});
const password = 'another phrase that passes';

function open(link = `?id=${ID}#${SECRET}`, answer: Answering = () => ({ status: 204 })) {
  const window = createFakeWindow(html, `https://api.example.com/prod/reset-password${link}`, answer);
  runResetPassword(createPageKit(window));
  return window;
}

test('opening the page sends nothing, and asks for the new password', () => {
  const window = open();
  expect(window.calls).toEqual([]);
  expect(window.visible()).toEqual(['reset']);
  expect(window.element('code-row').hidden).toBe(true);
});

test('the password is replaced by the token of the link', async () => {
  const window = open();
  await window.submit('reset-form', { password });
  expect(window.calls).toMatchObject([
    {
      method: 'POST',
      url: 'password-resets/confirm',
      body: { token: `${ID}.${SECRET}`, new_password: password },
    },
  ]);
  expect(window.calls[0]?.headers).not.toHaveProperty('authorization');
  expect(window.visible()).toEqual(['done']);
  expect(window.focused()).toBe('done-title');
  expect(window.element('password').value).toBe('');
});

test('without its fragment, the link asks for the code', async () => {
  const window = open(`?id=${ID}`);
  expect(window.element('code-row').hidden).toBe(false);
  await window.submit('reset-form', { password });
  expect(window.calls).toEqual([]);
  expect(window.focused()).toBe('code');
  await window.submit('reset-form', { code: 'k7qm 2x9d', password });
  expect(window.calls[0]?.body).toEqual({ reset_id: ID, code: 'k7qm 2x9d', new_password: password });
});

test.each(['', `#${SECRET}`, '?id=', '?id=//evil.example', '?id=%3Cscript%3E'])(
  'the link %j is not complete',
  async (link) => {
    const window = open(link);
    expect(window.visible()).toEqual(['incomplete']);
    expect(window.calls).toEqual([]);
  },
);

test('an empty password is not sent', async () => {
  const window = open();
  await window.submit('reset-form', { password: '' });
  expect(window.calls).toEqual([]);
  expect(window.focused()).toBe('password');
  expect(window.alert()).toBe('Fill in this field.');
});

test('a password that breaks a rule is announced with the rule, at its field', async () => {
  const errors = [{ pointer: '#/new_password', detail: 'must be at least 15 characters long' }];
  const window = open(undefined, () => ({ status: 400, json: { code: 'VALIDATION_FAILED', errors } }));
  await window.submit('reset-form', { password: 'short' });
  expect(window.alert()).toBe('This password is refused. It must be at least 15 characters long');
  expect(window.focused()).toBe('password');
  expect(window.element('password').attributes.get('aria-invalid')).toBe('true');
  expect(window.visible()).toEqual(['reset']);
});

test.each<[string, string, ReturnType<Answering>, RegExp, string]>([
  ['a used link', `?id=${ID}#${SECRET}`, problem(400, 'INVALID_CODE'), /^Link or code is wrong/, 'alert'],
  ['a wrong code', `?id=${ID}`, problem(400, 'INVALID_CODE'), /^Link or code is wrong/, 'code'],
  ['a throttle', `?id=${ID}#${SECRET}`, problem(429, 'TOO_MANY_ATTEMPTS'), /^There were too many/, 'alert'],
  ['a failure', `?id=${ID}#${SECRET}`, problem(503, 'X'), /^This did not work/, 'alert'],
  ['a broken connection', `?id=${ID}#${SECRET}`, undefined, /^This did not work/, 'alert'],
])('%s is announced', async (_what, link, answer, words, focus) => {
  const window = open(link, () => answer);
  await window.submit('reset-form', { code: 'WWWW-WWWW', password });
  expect(window.alert()).toMatch(words);
  expect(window.focused()).toBe(focus);
  expect(window.visible()).toEqual(['reset']);
});

function problem(status: number, code: string) {
  return { status, json: { code } };
}
