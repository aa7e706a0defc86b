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
  [['--runs', '0'], '--runs is "0": it must be a whole number, 1 or greater.'],
  [['--runs', '1.5'], '--runs is "1.5": it must be a whole number, 1 or greater.'],
  [['--busy=-1'], '--busy is "-1": it must be a whole number, 0 or greater.'],
  [['--level', 'soak'], '--level is "soak": choose default or all.'],
  [['--other'], "Unknown option '--other'."],
  [['stray'], "Unexpected argument 'stray'."],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(new UsageError(message));
});
