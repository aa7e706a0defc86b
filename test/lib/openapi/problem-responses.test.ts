import { problems } from '../../../lambda/shared/http/problems';
import { gatewayProblems } from '../../../lib/constructs/api/gateway-problems';
import { problemResponses } from '../../../lib/openapi/problem-responses';

test('codes of one status share a response, each with an example', () => {
  const { responses, components } = problemResponses([
    'TIMEOUT',
    'VALIDATION_FAILED',
    'INVALID_REQUEST_BODY',
  ]);
  expect(responses).toEqual({
    400: { $ref: '#/components/responses/VALIDATION_FAILED.INVALID_REQUEST_BODY' },
    504: { $ref: '#/components/responses/TIMEOUT' },
  });
  expect(components['VALIDATION_FAILED.INVALID_REQUEST_BODY']).toMatchObject({
    content: {
      'application/problem+json': {
        examples: {
          INVALID_REQUEST_BODY: {
            value: { status: 400, code: 'INVALID_REQUEST_BODY', title: 'Bad Request' },
          },
          VALIDATION_FAILED: { value: { status: 400, code: 'VALIDATION_FAILED' } },
        },
      },
    },
  });
});

test('knows every code of the functions and of API Gateway', () => {
  const codes = [...Object.keys(problems), ...gatewayProblems.map(({ code }) => code)];
  expect(() => problemResponses(codes)).not.toThrow();
});

test('lists the possible codes of a status', () => {
  const { components } = problemResponses(['INVALID_REQUEST_BODY', 'VALIDATION_FAILED']);
  expect(components['INVALID_REQUEST_BODY.VALIDATION_FAILED']).toMatchObject({
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            {},
            {
              type: 'object',
              required: ['code'],
              properties: { code: { enum: ['INVALID_REQUEST_BODY', 'VALIDATION_FAILED'] } },
            },
          ],
        },
      },
    },
  });
});

test('a code has one status and one text, whether a function or API Gateway responds', () => {
  const shared = gatewayProblems.filter(({ code, status }) => code in problems && status !== undefined);
  expect(shared.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['UNAUTHORIZED', 'PAYLOAD_TOO_LARGE']),
  );
  for (const { code, status, title, detail } of shared) {
    expect(problems[code as keyof typeof problems]).toMatchObject({ status, title, detail });
  }
});

test('describes every other status by the general problems of API Gateway', () => {
  const { responses, components } = problemResponses(['REQUEST_REFUSED', 'INTERNAL']);
  expect(responses).toEqual({
    403: { $ref: '#/components/responses/REQUEST_REFUSED' },
    500: { $ref: '#/components/responses/INTERNAL' },
    default: { $ref: '#/components/responses/REQUEST_REFUSED.INTERNAL.default' },
  });
  // biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks its shape
  const { examples } = (components['REQUEST_REFUSED.INTERNAL.default'] as any).content[
    'application/problem+json'
  ];
  expect(examples.INTERNAL.value).not.toHaveProperty('status');
});

test('describes headers, and requires those that all problems of a status have', () => {
  const { components } = problemResponses(['TOO_MANY_ATTEMPTS', 'UNAUTHORIZED', 'TOO_MANY_REQUESTS']);
  expect(components['TOO_MANY_ATTEMPTS.TOO_MANY_REQUESTS']).toMatchObject({
    headers: { 'Retry-After': { required: true, schema: { type: 'integer' } } },
  });
  // API Gateway renames this header of a function
  expect(components.UNAUTHORIZED).toMatchObject({ headers: { 'WWW-Authenticate': { required: false } } });
  const mixed = problemResponses(['INVALID_CREDENTIALS', 'UNAUTHORIZED']).components;
  expect(mixed['INVALID_CREDENTIALS.UNAUTHORIZED']).toMatchObject({
    headers: { 'WWW-Authenticate': { required: false } },
  });
  expect(problemResponses(['NOT_FOUND']).components.NOT_FOUND).not.toHaveProperty('headers');
});

test('shows a validation problem with one of its errors', () => {
  const { components } = problemResponses(['VALIDATION_FAILED']);
  expect(components.VALIDATION_FAILED).toMatchObject({
    content: {
      'application/problem+json': {
        examples: { VALIDATION_FAILED: { value: { errors: [{ pointer: expect.any(String) }] } } },
      },
    },
  });
});

test('rejects a code that no problem has', () => {
  expect(() => problemResponses(['NO_SUCH_CODE'])).toThrow('NO_SUCH_CODE');
});
