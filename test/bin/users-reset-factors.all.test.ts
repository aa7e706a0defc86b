/** `npm run users:reset-factors` on a deployed table: its notice, its options and its messages. */
import { createDynamoAccounts } from '../../lambda/identity/accounts/accounts';
import { parseMailRequest } from '../../lambda/identity/email/mail-request';
import { json, type StubEndpoint, startStubEndpoint } from '../lambda/shared/aws/stub-endpoint';
import { LOG_GROUP } from './audit/audited-aws';
import { addAddress, commands, prepareAuditedSuite, REASON, suite } from './audit/audited-commands';

const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/111122223333/mails';

prepareAuditedSuite();

let sqs: StubEndpoint;
const begin = async (answer = json(200, { MessageId: '1' })) => {
  sqs = await startStubEndpoint(answer);
};
beforeEach(() => commands['users-reset-factors']?.prepare?.());
afterEach(() => sqs.close());

async function run(...options: readonly string[]) {
  const deployed = ['--table', suite.aws.table.tableName, '--log-group', LOG_GROUP, '--reason', REASON];
  const env = { ...suite.aws.env, AWS_ENDPOINT_URL_SQS: sqs.url };
  return suite.folder.run('users-reset-factors', ['--user', 'ADA', ...deployed, ...options], undefined, env);
}

const findAda = async () => {
  const { client, tableName } = suite.aws.table;
  const [line] = suite.aws.seen;
  return createDynamoAccounts(client, tableName).find(String(line?.line.sub));
};

test('puts the notice into the queue, and sets a date 24 hours ahead', async () => {
  await begin();
  await addAddress();
  const ended = await run('--mail-queue', QUEUE);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const [, resetAt = ''] =
    /^Ada: second factors count as removed from (\S+) on; a notice is on its way\n$/.exec(ended.stdout) ?? [];
  expect((await findAda())?.factorsResetAt).toBe(Date.parse(resetAt));
  const [request] = sqs.requests;
  const { QueueUrl: url, MessageBody: message } = JSON.parse(request?.body ?? '');
  expect([url, parseMailRequest(message)]).toMatchObject([QUEUE, { notice: 'factors-reset-requested' }]);
  expect(suite.aws.seen[0]?.line).toMatchObject({ event: 'operator_factors_reset', kind: 'waiting' });
});

test('sets no date if the queue refuses the notice', async () => {
  await begin(json(403, { __type: 'AccessDenied' }));
  await addAddress();
  const { code, stdout, stderr } = await run('--mail-queue', QUEUE);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^users:reset-factors: [^\n]*sqs:SendMessage[^\n]*\n$/);
  expect((await findAda())?.factorsResetAt).toBeUndefined();
});

test('demands a queue, or a reset at once', async () => {
  await begin();
  const { code, stderr } = await run();
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^users:reset-factors: The user needs a notice of a reset that waits: use --mail-queue URL /,
  );
  expect(suite.aws.seen).toEqual([]);
  expect(await run('--now')).toMatchObject({ code: 0, stdout: 'Ada: second factors removed\n' });
  expect(sqs.requests).toEqual([]);
  expect(await run('--now')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('has no second factor'),
  });
});

test('--help prints the options, and needs no table', async () => {
  await begin();
  const { stdout } = await suite.folder.run('users-reset-factors', ['--help']);
  for (const option of ['--user', '--sub', '--mail-queue', '--now', '--table', '--port', '--help']) {
    expect(stdout).toMatch(new RegExp(`^  ${option}\\s`, 'm'));
  }
});
