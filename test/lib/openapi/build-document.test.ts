import * as z from 'zod/mini';
import type { Route } from '../../../lambda/routes';
import { buildDocument } from '../../../lib/openapi/build-document';

const routes: Record<string, Route> = {
  'POST /pets': { service: 'foo', access: 'public' },
  'GET /pets/{id}': { service: 'foo', access: 'signed-in', scope: 'pets' },
};

const build = (table = routes, example: Record<string, unknown> = { id: 'p1' }) => {
  const document = buildDocument({
    routes: table,
    bodies: { 'POST /pets': z.strictObject({ name: z.string() }) },
    descriptions: {
      'POST /pets': {
        summary: 'Add a pet',
        answers: {
          201: { description: 'The pet', schema: z.strictObject({ id: z.string() }), example },
        },
        problems: ['USERNAME_TAKEN'],
      },
      'GET /page': {
        summary: 'Show a page',
        answers: { 200: { description: 'The page', mediaType: 'text/html' } },
      },
    },
    version: '1.2.3',
  });
  // biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks its shape
  return document as any;
};

test('has every route of the table under its path and method, and no other', () => {
  const { paths } = build();
  expect(Object.entries(paths).map(([path, item]) => [path, Object.keys(item as object)])).toEqual([
    ['/pets', ['post']],
    ['/pets/{id}', ['get']],
  ]);
});

test('a route that is removed from the table is removed from the document', () => {
  const { 'POST /pets': _gone, ...rest } = routes;
  expect(Object.keys(build(rest).paths)).toEqual(['/pets/{id}']);
});

test('describes bodies and responses by their schemas', () => {
  const { post } = build().paths['/pets'];
  expect(post.requestBody).toEqual({
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: { name: { type: 'string' } },
          required: ['name'],
          additionalProperties: false,
        },
      },
    },
  });
  expect(post.responses[201].content['application/json'].schema.required).toEqual(['id']);
});

test('shows an example of a response', () => {
  const { post } = build().paths['/pets'];
  expect(post.responses[201].content['application/json'].example).toEqual({ id: 'p1' });
});

test('a page is a text of its type', () => {
  const { get } = build({ 'GET /page': { service: 'foo', access: 'public' } }).paths['/page'];
  expect(get.responses[200]).toEqual({
    description: 'The page',
    content: { 'text/html': { schema: { type: 'string' } } },
  });
});

test('a route that requires a step-up says so, and how its denial looks', () => {
  const stepUp = { maxAgeSeconds: 300, amr: ['mfa'] } as const;
  const { get } = build({ 'GET /vault': { service: 'foo', access: 'signed-in', stepUp } }).paths['/vault'];
  expect(get.description).toBe('Requires a step-up: authenticated within 300 seconds by a second factor.');
  expect(get.responses[403].$ref).toContain('STEP_UP_REQUIRED');
});

test('rejects an example that does not match its schema', () => {
  expect(() => build(routes, { id: 'p1', name: 'Rex' })).toThrow('name');
});

test('a route without a description is included, with the facts from the route table', () => {
  const { get } = build().paths['/pets/{id}'];
  expect(get).toMatchObject({
    operationId: 'getPetsById',
    security: [{ accessToken: ['pets'] }],
    parameters: [{ name: 'id', in: 'path', required: true }],
  });
  expect(Object.keys(get.responses)).toEqual(
    expect.arrayContaining(['200', '401', '403', '429', '500', '503']),
  );
});

test('a public route requires no token', () => {
  expect(build().paths['/pets'].post.security).toEqual([]);
});

test('every referenced response is among the components', () => {
  const document = build();
  const references = JSON.stringify(document.paths).match(/#\/components\/responses\/[\w.]+/g) ?? [];
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    expect(document.components.responses).toHaveProperty([reference.split('/').at(-1)]);
  }
});
