import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createAuthorizerHandler } from '../../../lambda/authorizer/authorizer-handler';
import { NotFoundError } from '../../../lambda/shared/errors';
import { createDispatcher } from '../../../lambda/shared/http/dispatcher';
import { FAILURE_CHANNEL } from '../../../lambda/shared/publish-failure';
import type { Operations } from '../../../lambda/shared/route-code';
import { TokenRejectedError } from '../../../lambda/shared/tokens/token-rejected-error';
import { FAILURE_CHANNEL as HEARD_CHANNEL } from '../../../local/functions/worker/report-failures';
import { proxyEvent } from '../fakes/proxy-event';

const published: unknown[] = [];
const hear = (message: unknown) => published.push(message);

beforeEach(() => {
  published.length = 0;
  subscribe(FAILURE_CHANNEL, hear);
});
afterEach(() => unsubscribe(FAILURE_CHANNEL, hear));

const authorizer = { sub: 's', sid: 's', username: 'u', scope: '', authTime: '1' };

async function serve(error: Error): Promise<void> {
  const operations = { 'GET /foo': () => Promise.reject(error) } as unknown as Operations<
    'foo',
    Record<never, never>
  >;
  await createDispatcher('foo', operations, { corsOrigins: [], log: () => undefined })(
    proxyEvent({ authorizer }),
  );
}

async function judge(error: Error): Promise<void> {
  const handler = createAuthorizerHandler(
    () => Promise.reject(error),
    () => undefined,
  );
  await expect(handler({ type: 'TOKEN', authorizationToken: '', methodArn: '' })).rejects.toThrow();
}

test.each([
  ['a service', serve],
  ['the authorizer', judge],
])('%s publishes its unexpected errors', async (_who, call) => {
  const error = new TypeError('x');
  await call(error);
  expect(published).toEqual([{ error }]);
});

test('neither publishes errors that the client caused', async () => {
  await serve(new NotFoundError('The foo does not exist'));
  await judge(new TokenRejectedError('expired'));
  expect(published).toEqual([]);
});

test('the local run listens on that channel', () => {
  expect(HEARD_CHANNEL).toBe(FAILURE_CHANNEL);
});
