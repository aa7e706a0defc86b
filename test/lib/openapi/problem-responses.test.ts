import { problems } from '../../../lambda/shared/http/problems';
import { gatewayProblems } from '../../../lib/constructs/gateway-problems';
import { problemResponses } from '../../../lib/openapi/problem-responses';

test('codes of one status share a response, each with an example', () => {
  const { responses, components } = problemResponses(['INTERNAL', 'VALIDATION_FAILED', 'MALFORMED_JSON']);
  expect(responses).toEqual({
    400: { $ref: '#/components/responses/VALIDATION_FAILED.MALFORMED_JSON' },
    500: { $ref: '#/components/responses/INTERNAL' },
  });
  expect(components['VALIDATION_FAILED.MALFORMED_JSON']).toMatchObject({
    content: {
      'application/problem+json': {
        examples: {
          MALFORMED_JSON: { value: { status: 400, code: 'MALFORMED_JSON', title: 'Bad Request' } },
          VALIDATION_FAILED: { value: { status: 400, code: 'VALIDATION_FAILED' } },
        },
      },
    },
  });
});

test('knows every code of the functions and of the gateway', () => {
  const codes = [...Object.keys(problems), ...gatewayProblems.map(({ code }) => code)];
  expect(() => problemResponses(codes)).not.toThrow();
});

test('tells which codes a status may come with', () => {
  const { components } = problemResponses(['MALFORMED_JSON', 'VALIDATION_FAILED']);
  expect(components['MALFORMED_JSON.VALIDATION_FAILED']).toMatchObject({
    content: {
      'application/problem+json': {
        schema: { allOf: [{}, { properties: { code: { enum: ['MALFORMED_JSON', 'VALIDATION_FAILED'] } } }] },
      },
    },
  });
});

test('shows the words of a function and those of the gateway where they differ', () => {
  const { components } = problemResponses(['PAYLOAD_TOO_LARGE']);
  expect(components.PAYLOAD_TOO_LARGE).toMatchObject({
    content: {
      'application/problem+json': {
        examples: {
          PAYLOAD_TOO_LARGE: { value: { detail: problems.PAYLOAD_TOO_LARGE.detail } },
          'PAYLOAD_TOO_LARGE.GATEWAY': { value: { detail: 'The request is too large.' } },
        },
      },
    },
  });
});

test('refuses a code that nobody answers with', () => {
  expect(() => problemResponses(['NO_SUCH_CODE'])).toThrow('NO_SUCH_CODE');
});
