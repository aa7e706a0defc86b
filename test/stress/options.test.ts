import { HELP, readOptions, UsageError } from './options';

test('without options the default level is run five times with four busy processes', () => {
  expect(readOptions([])).toEqual({ runs: 5, busy: 4, level: 'default' });
});

test('each option replaces its default', () => {
  expect(readOptions(['--runs', '3', '--busy=0', '--level', 'all'])).toEqual({
    runs: 3,
    busy: 0,
    level: 'all',
  });
});

test('--help wins over all other options', () => {
  expect(readOptions(['--help', '--runs', '3'])).toBeUndefined();
  for (const option of ['--runs', '--busy', '--level', '--help']) expect(HELP).toContain(`\n  ${option}`);
});

test.each([
  [['--runs', '0'], '--runs is "0": give a whole number from 1 on.'],
  [['--runs', '1.5'], '--runs is "1.5": give a whole number from 1 on.'],
  [['--busy=-1'], '--busy is "-1": give a whole number from 0 on.'],
  [['--level', 'soak'], '--level is "soak": choose default or all.'],
  [['--other'], "Unknown option '--other'"],
  [['stray'], "Unexpected argument 'stray'"],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});
