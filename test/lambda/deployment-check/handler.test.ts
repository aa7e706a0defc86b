/** The wiring of the hook: it asks one version, and reports to CodeDeploy. */
import { createServer } from 'node:http';
import { closeServer, listen } from '../../support/loopback';

type Handler = typeof import('../../../lambda/deployment-check/handler');

const before = { ...process.env };
const paths: string[] = [];
const server = createServer((request, response) => {
  paths.push(request.headers['x-amz-target'] ? String(request.headers['x-amz-target']) : (request.url ?? ''));
  request.resume().on('end', () => response.end('{"argon2id":true}'));
});

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'KEY',
    AWS_SECRET_ACCESS_KEY: 'SECRET',
    AWS_ENDPOINT_URL: await listen(server),
  });
});
afterAll(() => {
  process.env = before;
  return closeServer(server);
});

const load = () => jest.isolateModules(() => require('../../../lambda/deployment-check/handler')) as unknown;

test('fails at load without a version', () => {
  expect(load).toThrow('Missing or malformed environment variables: VERSION_ARN');
});

test('asks the version of its environment, and reports to CodeDeploy', async () => {
  process.env.VERSION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:auth:7';
  const { handler }: Handler = await import('../../../lambda/deployment-check/handler');
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await handler({ DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'e-1' });
  const [line] = written.mock.calls.map(([text]) => String(text));
  written.mockRestore();
  expect(paths.map(decodeURIComponent)).toEqual([
    `/2015-03-31/functions/${process.env.VERSION_ARN}/invocations`,
    'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus',
  ]);
  expect(JSON.parse(line ?? '')).toMatchObject({ level: 'INFO', event: 'version_accepted' });
});
