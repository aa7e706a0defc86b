import fc from 'fast-check';
import { createPageCookies, nameOfCookie, parseDevice } from '../../../lambda/pages/cookies';
import { anyText } from '../../support/any-text';

const cookies = createPageCookies('https://id.example.com');
const flow = { id: 'i'.repeat(43) };

test('a cookie belongs to one host and path, needs TLS, and no script reads it', () => {
  expect(cookies.setSession('p1.a', 60)).toBe(
    '__Host-latchkey-session=p1.a; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax',
  );
  const all = [
    cookies.clearSession(),
    cookies.setFlow(flow, 5_000),
    cookies.clearFlow(),
    cookies.setDevice({ known: 'd1.a.b', trusted: 't1.a.b' }),
    cookies.setLanguage('de'),
  ];
  for (const cookie of all) {
    expect(cookie).toMatch(
      /^__Host-latchkey-\w+=[^;]*; Max-Age=\d+; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
  }
  expect(all.map((cookie) => /Max-Age=(\d+)/.exec(cookie)?.[1])).toEqual([
    '0',
    '600',
    '0',
    '34560000',
    '34560000',
  ]);
});

test('an origin with a port has names of its own, since cookies know no ports', () => {
  const local = createPageCookies('http://localhost:3000');
  const set = local.setSession('p1.a', 60);
  expect(nameOfCookie(set)).toBe('__Host-latchkey-session-3000');
  expect(local.read('__Host-latchkey-session=p1.b; __Host-latchkey-session-3001=p1.c')).toEqual({});
  expect(local.read('__Host-latchkey-session-3000=p1.a')).toEqual({ session: 'p1.a' });
});

test('cookies are read by their names, among others', () => {
  expect(
    cookies.read(
      'a=b; __Host-latchkey-session=p1.a;__Host-latchkey-flow=f1.b; __Host-latchkey-lang=de; c="d, e"',
    ),
  ).toEqual({ session: 'p1.a', flow: 'f1.b', language: 'de' });
  expect(cookies.read(undefined)).toEqual({});
});

test('two cookies of one name are none, whatever their order and values', () => {
  const name = '__Host-latchkey-session';
  for (const header of [`${name}=p1.a; ${name}=p1.b`, `${name}=p1.a; ${name}=p1.a`, `${name}=; ${name}=p1.a`])
    expect(cookies.read(header)).toEqual({});
});

test.each([
  ['another case', '__host-latchkey-session=p1.a'],
  ['no prefix', 'latchkey-session=p1.a'],
  ['a longer name', 'x__Host-latchkey-session=p1.a'],
  ['no value', '__Host-latchkey-session'],
  ['a value in quotes', '__Host-latchkey-session="p1.a"'],
  ['a space in the value', '__Host-latchkey-session=p1.a b'],
  ['a space before the equals sign', '__Host-latchkey-session =p1.a'],
  ['an octet that is not ASCII', '__Host-latchkey-session=p1.ä'],
  ['a control character', '__Host-latchkey-session=p1.\0'],
  ['a line break', '__Host-latchkey-session=p1.a\r\nx'],
  ['a place inside the value of another cookie', 'a=b,__Host-latchkey-session=p1.a'],
  ['a place inside the value of another cookie, with a space', 'a=b, __Host-latchkey-session=p1.a'],
  ['a second line of the header', '__Host-latchkey-session=p1.a, c=d'],
])('a malformed cookie is none: %s', (_what, header) => {
  expect(cookies.read(header)).toEqual({});
});

test('no header of cookies is an error', () => {
  fc.assert(
    fc.property(anyText(), (header) => {
      expect(typeof cookies.read(header)).toBe('object');
    }),
  );
});

test('no value of a cookie can begin another attribute, cookie or header', () => {
  const hostile = anyText().filter((text) => /[^\w.|-]/.test(text));
  fc.assert(
    fc.property(hostile, (text) => {
      for (const set of [
        () => cookies.setSession(text, 60),
        () => cookies.setLanguage(text),
        () => cookies.setDevice({ known: text }),
        () => cookies.setFlow({ ...flow, challenge: text }, 0),
      ]) {
        let written = '';
        try {
          written = set();
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
        expect(written.split(';').length).toBeLessThanOrEqual(6);
        expect(written).toMatch(/^[\x20-\x7e]*$/);
      }
    }),
  );
  for (const text of ['a;b', 'a\r\nSet-Cookie: b=c', 'a,b', 'a b', 'ä'])
    expect(() => cookies.setSession(text, 60)).toThrow(TypeError);
});

test('a device cookie holds the token of a known device, and that of a trusted one', () => {
  for (const device of [{}, { known: 'd1.a.b' }, { trusted: 't1.a.b' }, { known: 'd1.a', trusted: 't1.b' }]) {
    const written = cookies.setDevice(device).split(';')[0];
    expect(parseDevice(cookies.read(written).device)).toEqual(device);
  }
});

test.each([undefined, '', 'd1.a', '|', 'a|b|c', `${'a'.repeat(129)}|`, 'a b|c', '<|>'])(
  'a malformed device cookie names no device: %j',
  (value) => {
    expect(parseDevice(value)).toEqual({});
  },
);
