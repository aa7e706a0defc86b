import { maskItem } from '../../../../local/pages/tables/mask-item';
import { MASK, maskText } from '../../../../local/support/mask-text';

const PHC = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
const JWT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln';

test('shows attributes as they are stored, in their order', () => {
  expect(
    maskItem({
      pk: { S: 'USER#ada' },
      count: { N: '3' },
      open: { BOOL: false },
      none: { NULL: true },
      tags: { SS: ['a', 'b'] },
      address: { M: { city: { S: 'Ulm' }, lines: { L: [{ S: 'x' }, { N: '1' }] } } },
    }),
  ).toEqual([
    ['pk', 'USER#ada'],
    ['count', '3'],
    ['open', 'false'],
    ['none', 'null'],
    ['tags', '["a","b"]'],
    ['address', '{"city":"Ulm","lines":["x","1"]}'],
  ]);
});

test.each([
  'passwordHash',
  'clientSecret',
  'PASSWORD',
  'nonce',
  'refresh_token',
  'bodyDigest',
  'salt',
  'apiKey',
  'api_key',
  'privateKey',
])('masks %s by its name, with any content', (name) => {
  for (const value of [{ S: 'x' }, { N: '1' }, { M: { a: { S: 'x' } } }, { L: [{ S: 'x' }] }]) {
    expect(maskItem({ [name]: value })).toEqual([[name, MASK]]);
  }
});

test('shows a number that counts, and masks a text of the same name', () => {
  expect(maskItem({ passwordVersion: { N: '2' } })).toEqual([['passwordVersion', '2']]);
  expect(maskItem({ passwordVersion: { S: 'x' } })).toEqual([['passwordVersion', MASK]]);
});

test('masks hashed passwords, JWTs and private keys by their form, at any depth', () => {
  const secrets = [PHC, '$2b$10$abcdefghijklmnopqrstuv', JWT, `Bearer ${JWT}`, '-----BEGIN PRIVATE KEY-----'];
  for (const secret of secrets) {
    const item = {
      note: { S: secret },
      notes: { SS: ['a', secret] },
      deep: { M: { list: { L: [{ S: secret }] }, [secret]: { S: 'x' }, token: { S: 'plain' } } },
    };
    const shown = JSON.stringify(maskItem(item));
    expect(shown).not.toContain(secret.slice(4, 12));
    expect(shown).not.toContain('plain');
  }
});

test.each([
  ['ATTEMPTS#hERciK4tyrdV7bWAtiK8wM', `ATTEMPTS#${MASK}`],
  ['JXAoquV0bbX0v1NiUeVImfX_pMsh79cVJ2aDyXp_cdE', MASK],
  [`sha256:${'0123456789abcdef'.repeat(4)}!`, `sha256:${MASK}!`],
  ['0123456789abcdef'.repeat(8), MASK],
  ['/foo/r1._KkYR0xU1ac-QZogSk7vfjPl7mXwXQw-l7M4v_dVaVjrONVWpp1T7g5B', `/foo/r1.${MASK}`],
])('masks what is random in %s', (text, shown) => {
  expect(maskText(text)).toBe(shown);
});

test('shows no bytes', () => {
  expect(maskItem({ data: { B: 'c2VjcmV0' }, list: { BS: ['c2VjcmV0'] } })).toEqual([
    ['data', '(bytes)'],
    ['list', '(a set of bytes)'],
  ]);
});

test.each([
  'ada',
  '5479eb92-aaaa-4bbb-8ccc-0123456789ab',
  // 22 characters without a digit
  'A-name-that-is-so-long',
  // longer than a digest
  'hERciK4tyrdV7bWAtiK8wM0',
  '2026-11-26T01:26:51.857Z',
  'costs $5 or $6',
  '1.2.3',
  'eyJ',
])('leaves %j unchanged', (text) => {
  expect(maskText(text)).toBe(text);
});
