import { HELP, parseCommand } from '../../../local/cli/options';

test('without options it runs stage dev on port 3000 and keeps its state', () => {
  expect(parseCommand([])).toEqual({
    kind: 'run',
    options: {
      port: 3000,
      stage: 'dev',
      fresh: false,
      memory: false,
      watch: true,
      throttle: true,
      pages: true,
      trustForwardedFor: false,
      allowHosts: [],
      verbose: false,
      explain: false,
    },
  });
});

test('reads every option', () => {
  const args = [
    '--port',
    '0',
    '--stack',
    'Main',
    '--fresh',
    '--memory',
    '--no-watch',
    '--no-throttle',
    '--no-pages',
    '--trust-forwarded-for',
    '--allow-host',
    'api.example.com',
    '--allow-host=Proxy',
    '--verbose',
    '--explain',
  ];
  const options = {
    port: 0,
    stack: 'Main',
    fresh: true,
    memory: true,
    watch: false,
    throttle: false,
    pages: false,
    trustForwardedFor: true,
    allowHosts: ['api.example.com', 'proxy'],
    verbose: true,
    explain: true,
  };
  expect(parseCommand([...args, '--stage=prod'])).toEqual({
    kind: 'run',
    options: { ...options, stage: 'prod' },
  });
  expect(parseCommand([...args, '--assembly', 'cdk.out'])).toEqual({
    kind: 'run',
    options: { ...options, stage: 'dev', assembly: 'cdk.out' },
  });
});

test.each([
  [['--inspect'], 9229],
  [['--inspect=0'], 0],
  [['--inspect=9230'], 9230],
])('reads the port for debuggers from %j', (args, inspect) => {
  expect(parseCommand(args)).toMatchObject({ kind: 'run', options: { inspect } });
});

test('reads the start of the clock', () => {
  const clock = Date.UTC(2027, 0, 1);
  expect(parseCommand(['--clock', '2027-01-01T00:00Z'])).toMatchObject({ options: { clock } });
});

test.each(['', 'P1D', '+1d', '2027-01-01', '2027-01-01T00:00', '2027-02-30T00:00Z'])(
  'rejects %j as the start of the clock',
  (text) => {
    const message = `--clock takes a time with its offset from UTC, such as 2027-01-01T00:00Z, not "${text}".`;
    expect(() => parseCommand([`--clock=${text}`])).toThrow(
      expect.objectContaining({ name: 'UsageError', message }),
    );
  },
);

test.each([
  [['--inspect=80'], '--inspect takes 0 or a port from 1024 to 65535, not "80".'],
  [['--inspect=0.0.0.0:9229'], '--inspect takes 0 or a port from 1024 to 65535, not "0.0.0.0:9229".'],
  [['--inspect', '9230'], "Unexpected argument '9230'. See --help."],
  [['--port', 'x'], '--port takes a number from 0 to 65535, not "x".'],
  [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
  [['--stage', '../prod'], '--stage takes a name of letters, digits, - and _, not "../prod".'],
  [['--stack', 'a/b'], '--stack takes a name of letters, digits, - and _, not "a/b".'],
  [['--assembly='], '--assembly requires the folder of a cloud assembly, not "".'],
  [['--assembly', 'out', '--stage', 'dev'], '--assembly is already synthesized: omit --stage.'],
  [['--allow-host', 'a:80'], '--allow-host takes a host name without a port, not "a:80".'],
  [['--port', '-1'], "Option '--port' argument is ambiguous. See --help."],
  [['--other'], "Unknown option '--other'. See --help."],
  [['run'], "Unexpected argument 'run'. See --help."],
])('rejects %j in one line', (args, message) => {
  expect(() => parseCommand(args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test('help names every option', () => {
  expect(parseCommand(['--help'])).toEqual({ kind: 'help' });
  for (const option of [
    'port',
    'stage',
    'assembly',
    'stack',
    'fresh',
    'memory',
    'clock',
    'no-watch',
    'no-throttle',
    'no-pages',
    'trust-forwarded-for',
    'allow-host',
    'verbose',
    'explain',
    'inspect',
  ])
    expect(HELP).toContain(`--${option}`);
});
