import { checkVersion } from '../../../lambda/deployment-check/check-version';

const version = 'arn:aws:lambda:eu-central-1:111122223333:function:auth:7';
const hook = { DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'e-1' };

/** Runs the hook, with its own clock, against a version that returns these answers in order and repeats the last one. */
async function run(...answers: readonly unknown[]) {
  const sent: unknown[] = [];
  const reported: unknown[] = [];
  const lines: object[] = [];
  let time = 0;
  await checkVersion({
    version,
    invoke: async (event) => {
      sent.push(event);
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    codedeploy: {
      call: async (operation, input) => {
        reported.push([operation, input]);
        return {};
      },
    },
    log: (event, fields) => lines.push({ event, ...fields }),
    now: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  })(hook);
  return { sent, reported, lines, seconds: time / 1_000 };
}

const report = (status: string) => [
  'PutLifecycleEventHookExecutionStatus',
  { deploymentId: 'd-1', lifecycleEventHookExecutionId: 'e-1', status },
];

test('a version whose checks all succeed gets requests', async () => {
  const { sent, reported, lines } = await run({ 'kms:Sign on a': true, argon2id: true });
  expect(sent).toEqual([{ selfCheck: true }]);
  expect(reported).toEqual([report('Succeeded')]);
  expect(lines).toEqual([{ event: 'version_accepted', version }]);
});

test('a version without rights to check must only load', async () => {
  expect((await run({})).reported).toEqual([report('Succeeded')]);
});

test('a right that reaches IAM late is waited for', async () => {
  const { sent, reported } = await run({ a: false }, new Error('AccessDeniedException'), { a: true });
  expect(sent).toHaveLength(3);
  expect(reported).toEqual([report('Succeeded')]);
});

test('a version whose checks fail for two minutes gets none, and the log says which', async () => {
  const { reported, lines, seconds } = await run({ a: true, b: false, c: false });
  expect(reported).toEqual([report('Failed')]);
  expect(lines).toEqual([{ event: 'version_refused', version, failed: ['b', 'c'] }]);
  expect(seconds).toBe(115);
});

test.each([
  ['throws', { errorType: 'Error', errorMessage: 'Missing environment variables', trace: [] }],
  ['takes the event for a request', { statusCode: 500, headers: {}, body: '' }],
  ['answers no object', null],
  ['answers a list', []],
  ['answers a list of yes', [true]],
  ['answers a text', 'yes'],
  ['cannot be invoked', new Error('AccessDeniedException')],
])('a version that %s gets none', async (_, answer) => {
  const { reported, lines } = await run(answer);
  expect(reported).toEqual([report('Failed')]);
  expect(lines).toEqual([
    {
      event: 'version_refused',
      version,
      failed: ['selfCheck'],
      error: expect.objectContaining({ name: 'Error' }),
    },
  ]);
});
