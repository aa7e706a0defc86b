import { DependencyUnavailableError } from '../../../../lambda/shared/errors';
import { callAws } from '../../../../lambda/shared/sdk/call-aws';

const failing = (properties: object) => Promise.reject(Object.assign(new Error('no'), properties));

test.each([
  { name: 'ThrottlingException' },
  { name: 'ProvisionedThroughputExceededException' },
  { name: 'InternalServerError' },
  { name: 'Unknown', $fault: 'server' },
  { name: 'SyntaxError', $metadata: { httpStatusCode: 503 } },
  { code: 'ECONNREFUSED' },
  { code: 'ECONNRESET' },
])('%j is transient: the dependency is unavailable, and the cause is kept', async (properties) => {
  const failure = await callAws(() => failing(properties)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DependencyUnavailableError);
  expect((failure as Error).cause).toMatchObject(properties);
});

test.each([
  { name: 'AccessDeniedException', $fault: 'client' },
  { name: 'ValidationException' },
  { name: 'SyntaxError', $metadata: { httpStatusCode: 200 } },
  { name: 'Error' },
])('%j is not transient and stays unchanged', async (properties) => {
  await expect(callAws(() => failing(properties))).rejects.toMatchObject({ message: 'no', ...properties });
});

test('returns the output of a successful call', async () => {
  await expect(callAws(() => Promise.resolve(1))).resolves.toBe(1);
});
