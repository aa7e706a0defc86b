import { formatDuration } from '../../../local/clock/format-duration';
import { parseDuration } from '../../../local/clock/parse-duration';

test.each([
  ['PT1S', 1],
  ['PT15M', 900],
  ['PT1H', 3_600],
  ['PT90M', 5_400],
  ['P1D', 86_400],
  ['P2W', 1_209_600],
  ['P1DT12H', 129_600],
  ['P1DT1H1M1S', 90_061],
  ['PT0S', 0],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  '',
  'P',
  'PT',
  'P1DT',
  '15M',
  '900',
  'pt15m',
  ' PT15M',
  'PT15M ',
  'PT15M\n',
  '-PT15M',
  'PT-15M',
  '+PT15M',
  'PT1.5H',
  'PT1,5H',
  'PT1S1M',
  'P1W1D',
  'P1Y',
  'P1M',
  'P1H',
  'PT1D',
  'PT１M',
  `PT${'9'.repeat(10)}S`,
])('%j is not a duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each(['PT0S', 'PT1S', 'PT59M59S', 'PT23H', 'P1D', 'P31DT16H15M', 'P3650D', 'P1DT1H1M1S'])(
  '%s is written as it is read',
  (text) => {
    expect(formatDuration(parseDuration(text) ?? -1)).toBe(text);
  },
);
