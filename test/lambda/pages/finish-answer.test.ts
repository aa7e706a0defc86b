import { gunzipSync } from 'node:zlib';
import { finishAnswer } from '../../../lambda/pages/finish-answer';
import { redirect } from '../../../lambda/pages/page-answer';

const BROWSER = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'accept-encoding': 'gzip, deflate, br',
};
const parts = { language: 'de', cookies: [] };
const page = { status: 200, text: '<p>'.repeat(1_000), headers: { 'Content-Type': 'text/html' } };

const from = (headers: Readonly<Record<string, string>>) => ({
  headerLines: (name: string) => headers[name],
});

test('every answer has the headers that keep a browser from using it elsewhere', () => {
  const { headers } = finishAnswer(redirect('/account'), from({}), parts);
  expect(headers).toMatchObject({
    Location: '/account',
    'Cache-Control': 'no-store',
    'Content-Language': 'de',
    'Content-Security-Policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    Vary: 'Accept, Accept-Encoding, Accept-Language, Cookie',
  });
  const permissions = headers?.['Permissions-Policy'] ?? '';
  expect(permissions).toMatch(/^publickey-credentials-get=\(self\), publickey-credentials-create=\(self\), /);
  expect(permissions.split(', ').slice(2)).toEqual(
    expect.arrayContaining(['camera=()', 'geolocation=()', 'microphone=()', 'payment=()']),
  );
  expect(permissions).toMatch(/^[\w-]+=\((self)?\)(, [\w-]+=\((self)?\))*$/);
});

test('an answer keeps its own policy', () => {
  const headers = { 'Content-Security-Policy': 'its own' };
  expect(finishAnswer({ ...page, headers }, from({}), parts).headers).toMatchObject(headers);
});

test('an answer has the cookies of its visit, unless it sets them itself', () => {
  const cookies = ['a=1; Path=/', 'b=2; Path=/'];
  expect(finishAnswer(page, from({}), { ...parts, cookies }).cookies).toEqual(cookies);
  const own = { ...page, cookies: ['b=; Max-Age=0'] };
  expect(finishAnswer(own, from({}), { ...parts, cookies }).cookies).toEqual([
    'a=1; Path=/',
    'b=; Max-Age=0',
  ]);
  expect(finishAnswer(page, from({}), parts)).not.toHaveProperty('cookies');
});

test('a page is compressed for a browser', () => {
  const { base64 = '', text, headers } = finishAnswer(page, from(BROWSER), parts);
  expect(gunzipSync(Buffer.from(base64, 'base64')).toString()).toBe(page.text);
  expect(text).toBeUndefined();
  expect(headers).toMatchObject({ 'Content-Encoding': 'gzip', 'Content-Type': 'text/html' });
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['names no encoding', { accept: 'text/html' }],
  ['takes no gzip', { ...BROWSER, 'accept-encoding': 'br' }],
  ['refuses gzip', { ...BROWSER, 'accept-encoding': 'gzip;q=0, br' }],
  ['refuses gzip with digits', { ...BROWSER, 'accept-encoding': 'gzip;q=0.000' }],
  ['names another encoding like it', { ...BROWSER, 'accept-encoding': 'gzipped' }],
  // API Gateway decodes base64 by the first type only
  ['prefers another type', { ...BROWSER, accept: '*/*' }],
  ['prefers another type to text/html', { ...BROWSER, accept: 'application/json, text/html' }],
  ['names no type', { 'accept-encoding': 'gzip' }],
])('a page is not compressed for a client that %s', (_what, headers) => {
  expect(finishAnswer(page, from(headers), parts)).toMatchObject({ text: page.text });
});

test('a short answer, and one without a text, is not compressed', () => {
  expect(finishAnswer({ ...page, text: '<p>' }, from(BROWSER), parts)).toMatchObject({ text: '<p>' });
  expect(finishAnswer({ status: 200, body: {} }, from(BROWSER), parts)).toMatchObject({ body: {} });
});
