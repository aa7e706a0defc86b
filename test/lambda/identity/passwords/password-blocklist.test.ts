import diceware from '@zxcvbn-ts/language-common/src/diceware.json';
import fc from 'fast-check';
import { findInBlocklist } from '../../../../lambda/identity/passwords/password-blocklist';
import { codePoint } from '../../../support/code-point';

const context = { username: 'ada.lovelace', serviceName: 'Latchkey' };

test.each([
  ['a common one', '123456789qwerty'],
  ['in capitals', '123456789QWERTY'],
  ['in full-width characters', '１２３４５６７８９ｑｗｅｒｔｙ'],
  ['a common word, repeated', 'monkeymonkeymonkey'],
  ['a common word, repeated in capitals', 'MonkeyMONKEYmonkey'],
  ['one character, repeated', 'aaaaaaaaaaaaaaaa'],
  ['one character outside the basic plane, repeated', '😀'.repeat(15)],
  ['three characters, repeated', 'xq!xq!xq!xq!xq!'],
  ['digits upward', '012345678901234'],
  ['digits upward, and again after the 9', '123456789012345'],
  ['digits upward from the middle', '678901234567890'],
  ['digits downward', '987654321098765'],
  ['letters upward', 'abcdefghijklmno'],
  ['letters downward', 'zyxwvutsrqponml'],
  ['letters of another alphabet', 'абвгдежзийклмно'],
  ['a common word, repeated and cut off', 'letmeinletmeinle'],
  ['a common word, repeated, and a digit', 'passwordpassword1'],
  ['a common word and a few digits', 'password1234567'],
  ['a common word and digits upward', 'password12345678'],
  ['a common word between digits', '1234password1234'],
  ['a common word and one digit many times', 'password11111111'],
  ['a common word filled up with one sign', 'hunter2.........'],
  ['a common word, one sign behind each letter', 'p-a-s-s-w-o-r-d-'],
  ['one character, and another', 'aaaaaaaaaaaaaaab'],
  ['few characters, each many times', '111111000000222222'],
  ['four characters upward, repeated', 'uvwx-uvwx-uvwx-uvwx'],
  ['three characters of a repetition', 'xq!zxq!zxq!zxq!z'],
])('rejects a common password: %s', async (_what, password) => {
  expect(await findInBlocklist(password, context)).toBe('is a common password: choose another');
});

test.each([
  ['the username and little', 'ada.lovelace123'],
  ['little and the username', '!!ada.lovelace!!'],
  ['the username twice', 'ada.lovelaceada.lovelace'],
  ['the username in capitals', 'ADA.Lovelace 2026'],
  ['the username in another form of Unicode', 'ａｄａ.lovelace2026'],
  ['the name of the service and little', 'latchkey-latchkey'],
  ['both and little', 'Latchkey ada.lovelace!'],
  ['the username and a common password', 'ada.lovelacesunshine'],
  ['the username and a common password that repeats itself', 'ada.lovelacechoochoo'],
  ['the username and a sequence that continues after the 9', 'ada.lovelace34567890123'],
  ['the username and one character, repeated', `ada.lovelace${'!'.repeat(20)}`],
  ['the username and a common password behind a space', 'ada.lovelace password'],
  ['the username and a sequence behind a space', 'ada.lovelace 12345678'],
  ['the username and a common password with a digit', 'ada.lovelace-Password1!'],
  ['the username without its dot', 'AdaLovelace 2026!'],
  ['the username with other signs', 'ada_lovelace_password'],
  ['the name of the service and a common password', 'latchkey password'],
])('rejects an expected password of this user: %s', async (_what, password) => {
  expect(await findInBlocklist(password, context)).toBe(
    'is derived from the username or the name of this service: choose another',
  );
});

test.each([
  'correct horse battery',
  'monkeys on a monkey bar',
  'ada.lovelace wrote programs',
  'the latchkey under the mat',
  'abcdabceabcfabcg',
  '135791357913579',
  '112233445566778',
  'abcdefghijklmnoq',
  'xqvz'.repeat(4),
  'the password is not in this phrase',
  'password for a rainy sunday',
  'monkey 84736201957',
  '84736201957 monkey',
  '8473monkey6201957',
  'monkey §?]=}&%"',
  'ada.lovelace §?]=}&%"',
  'bookkeeper committee 7',
  'сорок тысяч обезьян',
  'सही घोड़ा बैटरी क्लिप',
  '馬電池正確釘書機雲海月光山川風',
  '❤️☀️☁️✈️☎️♨️⚽️☔️',
  '837465019283746501',
  ' !"#$%&/()=?  *+~ ',
])('accepts %j', async (password) => {
  expect(await findInBlocklist(password, context)).toBeUndefined();
});

test('an empty name matches no password', async () => {
  const nobody = { username: '', serviceName: '' };
  expect(await findInBlocklist('correct horse battery', nobody)).toBeUndefined();
});

describe('a username that is an address', () => {
  const address = { username: 'Ada.Lovelace.7@example.com', serviceName: 'Latchkey' };

  test.each([
    'ada.lovelace.7',
    'Ada Lovelace 7 2026',
    'ada.lovelace.7 password',
    'ada.lovelace.7@example.com',
  ])('has a name before its @, and %j is rejected as little more', async (password) => {
    expect(await findInBlocklist(password, address)).toContain('is derived from the username');
  });

  test('may have a name of one or two letters, which other passwords contain too', async () => {
    const short = { username: 'zq@example.com', serviceName: 'Latchkey' };
    expect(await findInBlocklist('zqzq kq7-vnzq', short)).toBeUndefined();
  });
});

test('accepts four random words, with any separator and for any user', async () => {
  const words = fc.uniqueArray(fc.constantFrom(...diceware), { minLength: 4, maxLength: 4 });
  const joint = fc.constantFrom(' ', '-', '', '.', ' - ', '7');
  const username = fc.constantFrom('ada', 'ada.lovelace', 'the@example.com', 'a_b', 'correct-horse');
  await fc.assert(
    fc.asyncProperty(words, joint, username, async (chosen, between, name) => {
      const context = { username: name, serviceName: 'Latchkey' };
      expect(await findInBlocklist(chosen.join(between), context)).toBeUndefined();
    }),
    { numRuns: process.env.SOAK === '1' ? 20_000 : 300 },
  );
});

test('accepts or rejects every text', async () => {
  const unit = fc.oneof(
    fc.string({ unit: codePoint, maxLength: 256 }),
    fc.string({ unit: fc.constantFrom('a', '1', '-', '!', '😀', '\u0301', '\ud800'), maxLength: 256 }),
  );
  await fc.assert(
    fc.asyncProperty(unit, unit, unit, async (password, username, serviceName) => {
      const fault = await findInBlocklist(password, { username, serviceName });
      expect(['undefined', 'string']).toContain(typeof fault);
    }),
    { numRuns: 200 },
  );
});
