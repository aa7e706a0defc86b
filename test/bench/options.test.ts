import { parseOptions } from '../../bench/options';

test('everything is measured and recorded unless options say otherwise', () => {
  expect(parseOptions([])).toEqual({
    only: [],
    list: false,
    check: false,
    untimed: false,
    recorded: false,
    docs: false,
    help: false,
    rounds: 21,
    seconds: 1,
    users: 100_000,
  });
});

test('sections, a number of rounds and a folder for profiles can be named', () => {
  const args = ['--only', 'authorizer,gateway', '--rounds', '5', '--profile', 'profiles'];
  expect(parseOptions(args)).toMatchObject({
    only: ['authorizer', 'gateway'],
    rounds: 5,
    profile: 'profiles',
  });
});

test.each([
  ['--rounds', '0'],
  ['--seconds', 'many'],
  ['--users', '1e10'],
])('reports %s %s in one line', (option, value) => {
  expect(() => parseOptions([option, value])).toThrow(`${option} takes a positive number, not "${value}"`);
});
