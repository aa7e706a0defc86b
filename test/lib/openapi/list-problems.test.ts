import { listProblems } from '../../../lib/openapi/list-problems';

const open = { service: 'foo', access: 'public' } as const;

test('a public route without a body has the problems of every route', () => {
  expect(listProblems({ route: open, hasBody: false, own: [] })).toEqual([
    'PAYLOAD_TOO_LARGE',
    'TOO_MANY_REQUESTS',
    'REQUEST_FILTERED',
    'REQUEST_REFUSED',
    'INTERNAL',
    'DEPENDENCY_UNAVAILABLE',
    'TIMEOUT',
  ]);
});

test('a body, a token and a scope add their problems', () => {
  const route = { service: 'foo', access: 'signed-in', scope: 'admin' } as const;
  expect(listProblems({ route, hasBody: true, own: [] })).toEqual(
    expect.arrayContaining([
      'VALIDATION_FAILED',
      'UNSUPPORTED_MEDIA_TYPE',
      'UNAUTHORIZED',
      'INSUFFICIENT_SCOPE',
    ]),
  );
});

test('a step-up adds its problem', () => {
  const route = { service: 'foo', access: 'signed-in', stepUp: { maxAgeSeconds: 300 } } as const;
  expect(listProblems({ route, hasBody: false, own: [] })).toContain('STEP_UP_REQUIRED');
});

test('names each code once', () => {
  const codes = listProblems({ route: open, hasBody: true, own: ['VALIDATION_FAILED'] });
  expect(new Set(codes).size).toBe(codes.length);
});
