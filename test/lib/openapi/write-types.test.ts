import { writeTypes } from '../../../lib/openapi/write-types';

const problem = (code: string) => ({
  description: 'It went wrong.',
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: { [code]: { value: { code } }, [`${code}.GATEWAY`]: { value: { code } } },
    },
  },
});

const text = writeTypes({
  paths: {
    '/pets/{id}': {
      put: {
        summary: 'Change a pet',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'dry', in: 'query', schema: { type: 'boolean' } },
        ],
        requestBody: { content: { 'application/json': { schema: { type: 'string' } } } },
        responses: { 204: { description: 'Done' }, 404: { $ref: '#/components/responses/GONE' } },
      },
    },
  },
  components: {
    schemas: { Problem: { type: 'object' } },
    responses: { LOST: problem('B'), GONE: problem('A') },
  },
});
const plain = text.replace(/\s+/g, ' ');

test('writes parameters by their place, and marks optional ones', () => {
  expect(plain).toContain('parameters: { path: { id: string; }; query?: { dry?: boolean; };');
});

test('writes bodies and responses by status, and nothing for a response without a body', () => {
  expect(plain).toContain('requestBody: { content: { "application/json": string; }; };');
  expect(plain).toContain('204: { content?: never }; 404: components["responses"]["GONE"];');
});

test('lists the codes of problems, each once', () => {
  expect(plain).toContain('export type ProblemCode = | "A" | "B";');
});

test('includes the summaries', () => {
  expect(plain).toContain('/** Change a pet */ put: {');
});
