import type { Route } from '../../../lambda/routes';
import { writeRoutes } from '../../../lib/openapi/write-routes';

const reference = (name: string) => ({ $ref: `#/components/responses/${name}` });

test('a row names the caller, the description, the successes and the codes of the route itself', () => {
  const document = {
    tags: [{ name: 'foo', description: 'Foos' }],
    paths: {
      '/foo': {
        get: {
          summary: 'List foos',
          description: 'With a | in it.',
          responses: {
            200: { description: 'A page' },
            304: { description: 'Not modified' },
            400: reference('VALIDATION_FAILED.INVALID_REQUEST_BODY'),
            403: reference('INSUFFICIENT_SCOPE.REQUEST_FILTERED.REQUEST_REFUSED'),
            default: reference('REQUEST_REFUSED.INTERNAL.default'),
          },
        },
      },
    },
  };
  const text = writeRoutes(document, { 'GET /foo': { service: 'foo', access: 'signed-in', scope: 'admin' } });
  expect(text.split('\n').find((line) => line.startsWith('| `GET /foo`'))).toBe(
    '| `GET /foo` | signed in, scope `admin` | List foos. With a \\| in it. | 200: A page · 304: Not modified | `VALIDATION_FAILED`, `INVALID_REQUEST_BODY`, `INSUFFICIENT_SCOPE` |',
  );
  expect(text).toMatch(/^## Foos$/m);
});

test('a row names the step-up of its route', () => {
  const document = {
    tags: [{ name: 'foo', description: 'Foos' }],
    paths: { '/foo': { get: { summary: 'List foos', responses: { 200: { description: 'A page' } } } } },
  };
  const callerOf = (stepUp: NonNullable<Route['stepUp']>) => {
    const text = writeRoutes(document, { 'GET /foo': { service: 'foo', access: 'signed-in', stepUp } });
    return /\| `GET \/foo` \| ([^|]*) \|/.exec(text)?.[1];
  };
  expect(callerOf({ maxAgeSeconds: 300 })).toBe('signed in, authenticated within 300 seconds');
  expect(callerOf({ maxAgeSeconds: 60, amr: ['mfa'] })).toBe(
    'signed in, authenticated within 60 seconds by a second factor',
  );
});

test('an open route is for anyone', () => {
  const document = {
    tags: [{ name: 'auth', description: 'Users' }],
    paths: { '/users': { post: { summary: 'Sign up', responses: { 201: { description: 'Created' } } } } },
  };
  expect(writeRoutes(document, { 'POST /users': { service: 'auth', access: 'public' } })).toContain(
    '| `POST /users` | anyone | Sign up | 201: Created |  |',
  );
});
