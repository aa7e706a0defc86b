import { findInBlocklist } from '../../../lambda/auth/password-blocklist';

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
])('refuses what is tried first: %s', async (_what, password) => {
  expect(await findInBlocklist(password, context)).toBe(
    'is one of the passwords that are tried first: choose another',
  );
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
  ['the username and a sequence that goes on after the 9', 'ada.lovelace34567890123'],
  ['the username and one character, repeated', `ada.lovelace${'!'.repeat(20)}`],
])('refuses what is expected of this user: %s', async (_what, password) => {
  expect(await findInBlocklist(password, context)).toBe(
    'is little more than the username or the name of this service: choose another',
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
  'xq!z'.repeat(4),
])('takes %j', async (password) => {
  expect(await findInBlocklist(password, context)).toBeUndefined();
});

test('a name that is empty is in no password', async () => {
  const nobody = { username: '', serviceName: '' };
  expect(await findInBlocklist('correct horse battery', nobody)).toBeUndefined();
});
