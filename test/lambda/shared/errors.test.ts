import type * as AwsCallErrors from '../../../lambda/shared/aws/aws-call-error';
import { isAwsCallError } from '../../../lambda/shared/aws/aws-call-error';
import { describeError } from '../../../lambda/shared/describe-error';
import type * as Errors from '../../../lambda/shared/errors';
import { hasCode, isLatchkeyError, ValidationError } from '../../../lambda/shared/errors';
import { toProblem } from '../../../lambda/shared/http/problems';

/** Loads the modules as an on-demand file has them: the same sources, but other classes. */
function loadCopies() {
  let copies: (typeof Errors & typeof AwsCallErrors) | undefined;
  jest.isolateModules(() => {
    copies = {
      ...require('../../../lambda/shared/errors'),
      ...require('../../../lambda/shared/aws/aws-call-error'),
    };
  });
  if (!copies) throw new Error('The copies were not loaded');
  return copies;
}

const copies = loadCopies();

test('errors of an on-demand file get the same responses', () => {
  const faults = [{ pointer: '#/username', detail: 'must be short' }];
  const error = new copies.ValidationError(faults);
  expect(error).not.toBeInstanceOf(ValidationError);
  expect(toProblem(error, 'r')).toMatchObject({
    status: 400,
    body: { code: 'VALIDATION_FAILED', errors: faults },
  });
  expect(toProblem(new copies.TooManyUsernameChangesError(7), 'r')).toMatchObject({
    status: 429,
    headers: { 'Retry-After': '7' },
  });
  expect(hasCode(error, 'VALIDATION_FAILED')).toBe(true);
  expect(hasCode(error, 'NOT_FOUND')).toBe(false);
});

test('their messages reach the log', () => {
  expect(describeError(new copies.UsernameTakenError('It is taken')).message).toBe('It is taken');
  const call = new copies.AwsCallError('kms:Sign', 'throttled', 'Throttling');
  expect(isAwsCallError(call)).toBe(true);
  expect(describeError(call).message).toBe(call.message);
});

test.each([
  undefined,
  'VALIDATION_FAILED',
  new Error('other'),
  Object.assign(new Error('by chance'), { code: 'VALIDATION_FAILED' }),
  { code: 'VALIDATION_FAILED', [Symbol.for('latchkey.error')]: true },
])('%p is not one of them', (error) => {
  expect(isLatchkeyError(error)).toBe(false);
  expect(isAwsCallError(error)).toBe(false);
  expect(toProblem(error, 'r')).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
});
