import { randomUUID } from 'node:crypto';
import { isUuid } from '../../../lambda/shared/uuid';

test('a new UUID has the form', () => {
  expect(isUuid(randomUUID())).toBe(true);
});

const id = '01234567-89ab-4cde-8f01-23456789abcd';

test.each([
  ['in capitals', id.toUpperCase()],
  ['without hyphens', id.replaceAll('-', '')],
  ['of hyphens alone', '-'.repeat(36)],
  ['with its hyphens elsewhere', `0123456-789ab-4cde-8f01-23456789abcd`],
  ['with a letter beyond f', id.replace('a', 'g')],
  ['with more behind it', `${id}0`],
  ['with a line break behind it', `${id}\n`],
  ['with more before it', `#${id}`],
])('a text %s does not have the form', (_what, text) => {
  expect(isUuid(text)).toBe(false);
});
