import { HELP, parseCommand } from '../../local/options';

test('without options it runs stage dev on port 3000 and keeps its state', () => {
  expect(parseCommand([])).toEqual({
    kind: 'run',
    options: { port: 3000, stage: 'dev', fresh: false, memory: false },
  });
});

test('reads every option', () => {
  const args = ['--port', '0', '--stage=prod', '--assembly', 'cdk.out', '--fresh', '--memory'];
  expect(parseCommand(args)).toEqual({
    kind: 'run',
    options: { port: 0, stage: 'prod', assembly: 'cdk.out', fresh: true, memory: true },
  });
});

test.each([
  [['--port', 'x'], '--port takes a number from 0 to 65535, not "x".'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [['--stage', '../prod'], '--stage takes a name of letters, digits, - and _, not "../prod".'],
  [['--other'], "Unknown option '--other'. See --help."],
  [['run'], "Unexpected argument 'run'. See --help."],
])('rejects %j in one line', (args, message) => {
  expect(() => parseCommand(args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test('help names every option', () => {
  expect(parseCommand(['--help'])).toEqual({ kind: 'help' });
  for (const option of ['port', 'stage', 'assembly', 'fresh', 'memory'])
    expect(HELP).toContain(`--${option}`);
});
