import { createHash } from 'node:crypto';
import { createPageWriter, redirect, redirectToApp } from '../../../lambda/pages/page-answer';

const write = createPageWriter({ style: 'p{}', script: 'x()' });
const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('a page allows its own style and script, and forms to its own origin', () => {
  expect(write(401, '<p>', { cookies: ['a=b'], headers: { 'X-A': 'b' } })).toEqual({
    status: 401,
    text: '<p>',
    cookies: ['a=b'],
    headers: {
      'X-A': 'b',
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src ${digest('p{}')}; script-src ${digest('x()')}; img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
});

test('a page whose form leads to an app names the origin of the app only', () => {
  const { headers } = write(200, '', {
    formOrigins: ['https://app.example/cb?a=b', 'http://localhost:5173/'],
  });
  expect(headers?.['Content-Security-Policy']).toContain(
    "; form-action 'self' https://app.example http://localhost:5173; base-uri",
  );
});

test.each(['', 'app.example', 'javascript:alert(1)', 'data:,x', "https://a;script-src'"])(
  'no origin of a form is %j',
  (origin) => {
    expect(() => write(200, '', { formOrigins: [origin] })).toThrow();
  },
);

test('a redirect leads to a page, by a GET', () => {
  expect(redirect('/account?notice=saved', ['a=b'])).toEqual({
    status: 303,
    text: '',
    headers: { 'Content-Type': 'text/html; charset=utf-8', Location: '/account?notice=saved' },
    cookies: ['a=b'],
  });
});

test.each([
  '',
  'account',
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  '/\t/evil.example',
  '/a b',
  '/a\r\nSet-Cookie: a=b',
  '/ä',
  '/a\0',
  '/a\n',
  'https://evil.example',
])('no redirect leads to %j', (path) => {
  expect(() => redirect(path)).toThrow('A redirect leaves the pages');
});

test('a redirect to an app is written as a URL', () => {
  const { headers } = redirectToApp('https://app.example/cb?state=ä b\r\nc');
  expect(headers?.Location).toBe('https://app.example/cb?state=%C3%A4%20bc');
  expect(redirectToApp('http://localhost:5173/cb').headers?.Location).toBe('http://localhost:5173/cb');
});

test.each([
  '',
  '/account',
  '//app.example',
  'http://app.example/cb',
  'http://localhost.evil.example/cb',
  'https://user@app.example/cb',
  'https://:x@app.example/cb',
  'javascript:alert(1)',
  'data:text/html,x',
  'com.example.app:/cb',
])('no redirect to an app leads to %j', (uri) => {
  expect(() => redirectToApp(uri)).toThrow('A redirect leads to no app');
});
