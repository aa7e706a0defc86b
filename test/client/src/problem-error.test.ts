import { ProblemError, unwrap } from '../../../client/src/problem-error';
import { problem } from './fake-api';

const read = async (response: Response) => new ProblemError(response, await response.clone().json());

test('has the members of the problem', async () => {
  const errors = [{ pointer: '#/password', detail: 'is too short' }];
  expect(await read(problem(400, 'VALIDATION_FAILED', { errors }))).toMatchObject({
    name: 'ProblemError',
    message: 'It is VALIDATION_FAILED.',
    code: 'VALIDATION_FAILED',
    status: 400,
    errors,
    requestId: 'request-1',
    retryAfterSeconds: undefined,
  });
});

test.each([
  ['7', 7],
  ['0', 0],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ['-1', undefined],
  ['1.5', undefined],
])('reads from the Retry-After %s that it takes %s seconds', async (value, seconds) => {
  const response = problem(429, 'TOO_MANY_ATTEMPTS');
  response.headers.set('retry-after', value);
  expect(await read(response)).toMatchObject({ retryAfterSeconds: seconds });
});

test.each([undefined, null, '<html>', [], { code: 1, detail: 'x' }, { code: 'X' }])(
  'treats %j as an unexpected answer',
  (body) => {
    expect(new ProblemError(new Response(null, { status: 502 }), body)).toMatchObject({
      code: 'UNEXPECTED_ANSWER',
      status: 502,
      errors: [],
      requestId: undefined,
    });
  },
);

test('is thrown by unwrap for a failed call, and only then', () => {
  const response = problem(404, 'NOT_FOUND');
  const error = { code: 'NOT_FOUND', detail: 'x' };
  expect(() => unwrap({ response, error })).toThrow(ProblemError);
  expect(unwrap({ response: new Response('{}'), data: 1 })).toBe(1);
});
