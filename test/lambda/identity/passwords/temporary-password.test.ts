import { createTemporaryPassword } from '../../../../lambda/identity/passwords/create-temporary-password';
import {
  defaultHashParameters,
  readHashParameters,
} from '../../../../lambda/identity/passwords/hash-parameters';
import { normalisePassword } from '../../../../lambda/identity/passwords/password-policy';
import { isTemporaryPasswordExpired } from '../../../../lambda/identity/passwords/temporary-password';
import { withDefaults } from '../../../../lib/stages/stage-settings';

test('temporary passwords are easy to read out, long and never the same', () => {
  const passwords = Array.from({ length: 1_000 }, createTemporaryPassword);
  expect(new Set(passwords).size).toBe(1_000);
  const form = /^[2-9a-kmnp-z]{4}(-[2-9a-kmnp-z]{4}){4}$/;
  expect(passwords.filter((password) => !form.test(password))).toEqual([]);
  expect(passwords.map(normalisePassword)).toEqual(passwords);
  // every character of the alphabet occurs
  expect(new Set(passwords.join('').replaceAll('-', '')).size).toBe(32);
});

test('a temporary password is valid until it expires, and any other password always', () => {
  expect(isTemporaryPasswordExpired({ passwordTemporaryUntil: 10 }, 9)).toBe(false);
  expect(isTemporaryPasswordExpired({ passwordTemporaryUntil: 10 }, 10)).toBe(true);
  expect(isTemporaryPasswordExpired({}, 10)).toBe(false);
});

test.each([
  ['$argon2id$v=19$m=64,t=1,p=3$c2FsdA$aGFzaA', { memoryKib: 64, iterations: 1, parallelism: 3 }],
  ['$argon2id$v=19$m=64,p=3,t=1$c2FsdA$aGFzaA', { memoryKib: 64, iterations: 1, parallelism: 3 }],
  ['$argon2i$v=19$m=64,t=1,p=3$c2FsdA$aGFzaA', defaultHashParameters],
  ['$argon2id$v=19$m=64$c2FsdA$aGFzaA', defaultHashParameters],
  ['$2b$10$x', defaultHashParameters],
  ['$cognito$', defaultHashParameters],
])('the parameters of %s', (hash, parameters) => {
  expect(readHashParameters(hash)).toEqual(parameters);
});

test('the default parameters are those of a stage that sets none', () => {
  expect(withDefaults({} as never)).toMatchObject({ argon2: defaultHashParameters });
});
