import fc from 'fast-check';
import { redirect } from '../../../lambda/pages/page-answer';
import { toReturnPath, withReturnPath } from '../../../lambda/pages/return-to';
import { anyText } from '../../support/any-text';

const ORIGIN = 'https://id.example.com';
const request = '/oauth2/authorize?client_id=spa&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=a+b';

test.each(['/account', '/account/factors', request])('leads back to %s', (path) => {
  expect(toReturnPath(path)).toBe(path);
});

test('an authorization request is written anew from its parameters', () => {
  expect(toReturnPath("/oauth2/authorize?state=a'b&redirect_uri=https://app.example/cb?x")).toBe(
    '/oauth2/authorize?state=a%27b&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx',
  );
});

const HOSTILE = [
  '',
  ' ',
  '/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/%2f/evil.example',
  '%2f%2fevil.example',
  '/%5cevil.example',
  '/account//evil.example',
  '/account/../..//evil.example',
  '/account/%2e%2e/',
  '/account?next=//evil.example',
  '/account#x',
  '/account@evil.example',
  '/account\r\nSet-Cookie: a=b',
  '/account\0',
  '/Account',
  '/account/',
  'account',
  'https://evil.example',
  'https:evil.example',
  'https:/evil.example',
  'HTTPS://evil.example/account',
  'https://id.example.com@evil.example/account',
  'https://id.example.com/account',
  'javascript:alert(1)',
  'data:text/html,x',
  '/sign-in',
  '/oauth2/authorize',
  '/oauth2/token?code=a',
  '/oauth2/authorize/?client_id=a',
  '/oauth2/authorize?client_id=a&unknown=b',
  '/oauth2/authorize?client_id=a&client_id=b',
  '/oauth2/authorize?client_id=a#//evil.example',
  '/oauth2/authorize?client_id=a\\',
  '/oauth2/authorize?client_id=a\r\nb',
  '/oauth2/authorize?client_id=ä',
  `/oauth2/authorize?state=${'a'.repeat(3_000)}`,
  '/oauth2//evil.example?client_id=a',
];

test.each(HOSTILE)('%j leads to the account', (text) => {
  expect(toReturnPath(text)).toBe('/account');
});

test('no text leads to another origin, or out of the header', () => {
  const parts = fc.constantFrom(
    '/',
    '\\',
    '//',
    '%2f',
    '%5c',
    '@',
    ':',
    '?',
    '#',
    '\t',
    '\r\n',
    '..',
    'account',
  );
  const more = fc.constantFrom(
    'evil.example',
    'https:',
    '/oauth2/authorize?',
    'state=',
    '&',
    'client_id=',
    ';',
  );
  const texts = fc.oneof(
    fc.array(fc.oneof(parts, more, anyText(3))).map((all) => all.join('')),
    anyText().map((text) => `/oauth2/authorize?state=${text}`),
    fc.webUrl({ withQueryParameters: true }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const path = toReturnPath(text);
      expect(path).toMatch(/^\/(account(\/factors)?|oauth2\/authorize\?[\w.*&=%+-]*)$/);
      expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
      expect(redirect(path).headers?.Location).toBe(path);
      expect(toReturnPath(path)).toBe(path);
    }),
  );
});

test('a page leads back to a path, and to the account without a parameter', () => {
  expect(withReturnPath('/sign-in', '/account')).toBe('/sign-in');
  expect(withReturnPath('/sign-in', '/account/factors')).toBe('/sign-in?return_to=%2Faccount%2Ffactors');
  const query = new URL(withReturnPath('/sign-in', request), ORIGIN).searchParams;
  expect(toReturnPath(query.get('return_to') ?? '')).toBe(request);
});
