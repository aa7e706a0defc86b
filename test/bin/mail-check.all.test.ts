/** The command `npm run mail:check` as a process: its lines and exit codes. */
import {
  type Answering,
  json,
  type StubEndpoint,
  startStubEndpoint,
} from '../lambda/shared/aws/stub-endpoint';
import { account, configurationSet, destinations, identity } from './mail-check/ses-answers';
import { type CommandFolder, createCommandFolder } from './run-command';

let folder: CommandFolder;
let stub: StubEndpoint | undefined;
beforeAll(() => {
  folder = createCommandFolder();
});
afterEach(() => stub?.close());
afterAll(() => folder.remove());

const good = [account, identity, configurationSet, destinations].map((answer) => json(200, answer));

async function check(answers: readonly Answering[], args: readonly string[]) {
  stub = await startStubEndpoint(...answers);
  return folder.run('mail-check', args, undefined, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'KEY',
    AWS_SECRET_ACCESS_KEY: 'SECRET',
    AWS_ENDPOINT_URL_SESV2: stub.url,
  });
}

const dev = ['--stage', 'dev', '--configuration-set', 'mails'];

test('a stage whose mails can be sent: a line for each fact, and exit code 0', async () => {
  const { code, stdout, stderr } = await check(good, dev);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [region, ...lines] = stdout.trimEnd().split('\n');
  expect(region).toBe('SES in eu-west-1');
  expect(lines).toHaveLength(9);
  for (const line of lines) expect(line).toMatch(/^ok {5}\S/);
  expect(stub?.requests.map(({ path }) => path)).toContain('/v2/email/identities/example.com');
});

test('a sandbox is a fault: exit code 1', async () => {
  const sandbox = json(200, { ...account, ProductionAccessEnabled: false });
  const { code, stdout } = await check([sandbox, ...good.slice(1)], dev);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^fault {2}The account is in the sandbox/m);
});

test('a standby is checked too, in its region', async () => {
  const { stdout } = await check(good, ['--stage', 'all-features']);
  expect(stdout).toMatch(/^SES in eu-central-1$[\s\S]*^SES in eu-west-1$/m);
});

test.each<[readonly string[], number, RegExp]>([
  [[], 2, /^mail:check: No stage is given: use --stage STAGE \(see --help\)\n$/],
  [['--stage', 'nope'], 2, /^mail:check: Unknown stage "nope": choose one of /],
  [['--stage', 'prod'], 2, /^mail:check: The stage prod has no email: /],
  [['--nope'], 2, /^mail:check: Unknown option '--nope'/],
])('%j is one line with what to do', async (args, expected, message) => {
  const { code, stdout, stderr } = await check(good, args);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  expect(stderr).toMatch(message);
});

test('credentials that AWS does not accept: one line with what to do', async () => {
  const denied = json(403, {}, { 'x-amzn-errortype': 'UnrecognizedClientException' });
  const { code, stderr } = await check([denied], dev);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^mail:check: AWS does not accept your credentials \(UnrecognizedClientException\): /,
  );
});

test('--help prints the options', async () => {
  const { stdout } = await check(good, ['--help']);
  for (const option of ['--stage', '--configuration-set', '--help']) {
    expect(stdout).toMatch(new RegExp(`^  ${option}\\s`, 'm'));
  }
});
