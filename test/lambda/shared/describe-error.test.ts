import { AwsCallError } from '../../../lambda/shared/aws/aws-call-error';
import { describeError } from '../../../lambda/shared/describe-error';
import { InternalError } from '../../../lambda/shared/errors';

const SECRET = 's3cret';

test.each([
  ['our own', new InternalError('ours')],
  ['our caller of AWS', new AwsCallError('kms:GetPublicKey', 'denied', 'AccessDeniedException')],
  ['a service of AWS', Object.assign(new Error('is not authorized'), { $fault: 'client' })],
])('has the message and the stack of an error of %s', (_whose, error) => {
  expect(describeError(error)).toEqual({
    name: error.name,
    message: error.message,
    at: expect.arrayContaining([expect.stringContaining('describe-error.test')]),
  });
});

test('has the message of a listed system error', () => {
  const message = 'connect ECONNREFUSED 127.0.0.1:1';
  const error = Object.assign(new Error(message), { code: 'ECONNREFUSED', syscall: 'connect' });
  expect(describeError(error)).toMatchObject({ message });
});

test.each([
  ['no code of the list', { code: 'ERR_INVALID_URL', syscall: 'open' }],
  ['no system call', { code: 'ECONNREFUSED' }],
])('omits the message of an error with %s', (_what, properties) => {
  const error = Object.assign(new Error(SECRET), properties);
  expect(JSON.stringify(describeError(error))).not.toContain(SECRET);
});

test('has only the stack of any other error, and of its cause', () => {
  const error = new TypeError(`quotes ${SECRET}`, { cause: new SyntaxError(`near ${SECRET}`) });
  const described = describeError(error);
  expect(described).toMatchObject({ name: 'TypeError', cause: { name: 'SyntaxError' } });
  expect(JSON.stringify(described)).not.toContain(SECRET);
});

test('does not read lines of a message as frames', () => {
  const forged = new Error(`quotes "x\n    at ${SECRET} (/var/task/index.js:1:1)\n    at ${SECRET}"`);
  expect(describeError(forged).at).toEqual(
    expect.arrayContaining([expect.stringContaining('describe-error.test')]),
  );
  expect(JSON.stringify(describeError(forged))).not.toContain(SECRET);
});

test.each(['another', 'quotes', ''])(
  'omits the stack of an error whose message was replaced by "%s", because it contains the first one',
  (message) => {
    const error = new Error(`quotes\n    at ${SECRET}`);
    // This first read creates the stack.
    expect(error.stack).toContain(SECRET);
    error.message = message;
    expect(JSON.stringify(describeError(error))).not.toContain(SECRET);
  },
);

test('a malformed name is left out', () => {
  const error = Object.assign(new Error('x'), { name: `Error of ${SECRET}` });
  expect(describeError(error).name).toBe('Error');
});

test('a circle of causes ends', () => {
  const error: Error & { cause?: unknown } = new InternalError('ours');
  error.cause = error;
  expect(JSON.stringify(describeError(error)).match(/"ours"/g)).toHaveLength(6);
});

test('a thrown value that is not an error is named by its type', () => {
  expect(describeError(SECRET)).toEqual({ name: 'string' });
});
