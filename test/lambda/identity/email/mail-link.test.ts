import { formatMailLink, readLinkToken } from '../../../../lambda/identity/email/mail-link';

const challenge = '0b5d9f3a-7c1e-4a86-b2d4-6e8f1a3c5d70';
const linkSecret = 'AbCdEfGhIjKlMnOpQrSt_-';
const linkBase = 'https://example.com/app';

test('the secret is only in the fragment of a link', () => {
  const link = formatMailLink({ linkBase, page: 'verify-email', challenge, linkSecret });
  expect(link).toBe(`https://example.com/app/verify-email?id=${challenge}#${linkSecret}`);
  const { hash, search, pathname } = new URL(link);
  expect(hash).toBe(`#${linkSecret}`);
  expect(`${pathname}${search}`).not.toContain(linkSecret);
});

test('an id ends neither the query nor its value', () => {
  const hostile = '#a&id=b?/\\"<';
  const link = formatMailLink({ linkBase, page: 'reset-password', challenge: hostile, linkSecret });
  expect(new URL(link).searchParams.getAll('id')).toEqual([hostile]);
  expect(new URL(link).hash).toBe(`#${linkSecret}`);
});

test('the token of a link names its challenge and its secret', () => {
  expect(readLinkToken(`${challenge}.${linkSecret}`)).toEqual({ challenge, linkSecret });
});

test.each([
  '',
  '.',
  challenge,
  `${challenge}.`,
  `.${linkSecret}`,
  `${challenge}.${linkSecret}x`,
  `${challenge}.${linkSecret.slice(1)}`,
  `${challenge}.${linkSecret}\n`,
  `${challenge}..${linkSecret}`,
  `a.${challenge}.${linkSecret}`,
  `${challenge}.K7QM-2X9D`,
  `${'a'.repeat(129)}.${linkSecret}`,
])('%j is not the token of a link', (text) => {
  expect(readLinkToken(text)).toBeUndefined();
});
