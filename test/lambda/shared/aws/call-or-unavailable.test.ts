import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import { callOrUnavailable } from '../../../../lambda/shared/aws/call-or-unavailable';

test('returns the answer of a call', async () => {
  await expect(callOrUnavailable(Promise.resolve('x'))).resolves.toBe('x');
});

test.each(['throttled', 'unavailable'] as const)(
  '%s means that a dependency is unavailable',
  async (kind) => {
    const failure = new AwsCallError('kms:Sign', kind, 'x');
    await expect(callOrUnavailable(Promise.reject(failure))).rejects.toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      cause: failure,
    });
  },
);

test('a missing grant is an internal error and stays unchanged', async () => {
  const failure = new AwsCallError('kms:Sign', 'denied', 'AccessDeniedException');
  await expect(callOrUnavailable(Promise.reject(failure))).rejects.toBe(failure);
});
