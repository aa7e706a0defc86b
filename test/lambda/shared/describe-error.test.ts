import { AwsCallError } from '../../../lambda/shared/aws/aws-call-error';
import { describeError } from '../../../lambda/shared/describe-error';
import { InternalError } from '../../../lambda/shared/errors';

test.each([
  ['our own', new InternalError('ours')],
  ['our caller of AWS', new AwsCallError('kms:GetPublicKey', 'denied', 'AccessDeniedException')],
  ['a service of AWS', Object.assign(new Error('is not authorized'), { $fault: 'client' })],
])('tells the message of an error of %s, and where it was thrown', (_whose, error) => {
  expect(describeError(error)).toEqual({
    name: error.name,
    message: error.message,
    at: expect.arrayContaining([expect.stringContaining('describe-error.test')]),
  });
});

test('tells of any other error its place only, and of its cause likewise', () => {
  const error = new TypeError('quotes s3cret', { cause: new SyntaxError('near s3cret') });
  const described = describeError(error);
  expect(described).toMatchObject({ name: 'TypeError', cause: { name: 'SyntaxError' } });
  expect(JSON.stringify(described)).not.toContain('s3cret');
});

test('a thrown value that is no error is named by its type', () => {
  expect(describeError('s3cret')).toEqual({ name: 'string' });
});
