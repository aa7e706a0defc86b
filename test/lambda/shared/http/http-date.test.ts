import { formatHttpDate, parseHttpDate } from '../../../../lambda/shared/http/http-date';

const NOW = Date.UTC(2026, 10, 30);
const MOMENT = Date.UTC(1994, 10, 6, 8, 49, 37);

test('writes the form that RFC 9110 prefers, by the second', () => {
  expect(formatHttpDate(MOMENT + 999)).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
});

test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
  'reads %s, a form that every recipient must accept',
  (text) => {
    expect(parseHttpDate(text, NOW)).toBe(MOMENT);
  },
);

test('reads the beginning of the epoch, and a leap second as the one before it', () => {
  expect(parseHttpDate('Thu, 01 Jan 1970 00:00:00 GMT', NOW)).toBe(0);
  expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', NOW)).toBe(Date.UTC(2016, 11, 31, 23, 59, 59));
});

test('a year of two digits is not more than 50 years ahead', () => {
  expect(parseHttpDate('Sunday, 06-Nov-76 08:49:37 GMT', NOW)).toBe(Date.UTC(2076, 10, 6, 8, 49, 37));
  expect(parseHttpDate('Sunday, 06-Nov-77 08:49:37 GMT', NOW)).toBe(Date.UTC(1977, 10, 6, 8, 49, 37));
});

test.each([
  '',
  'now',
  '1994-11-06T08:49:37Z',
  '784111777',
  'Sun, 6 Nov 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 08:49:37 UTC',
  'Sun, 06 Nov 1994 08:49:37 +0000',
  'sun, 06 nov 1994 08:49:37 gmt',
  'Mon, 31 Feb 1994 08:49:37 GMT',
  'Sun, 00 Nov 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 24:49:37 GMT',
  'Sun, 06 Nov 1994 08:61:37 GMT',
  'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
])('does not read %j as a date', (text) => {
  expect(parseHttpDate(text, NOW)).toBeUndefined();
});
