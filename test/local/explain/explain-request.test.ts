import { explainRequest } from '../../../local/explain/explain-request';
import type { RequestTrace } from '../../../local/gateway/http/messages';

const trace: RequestTrace = {
  requestId: 'r',
  method: 'GET',
  path: '/things',
  route: 'GET /things',
  status: 200,
  milliseconds: 3,
};
const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: ['arn:a/*', 'arn:b/*'] } as const;

test.each<[string, Partial<RequestTrace>, string | undefined]>([
  [
    'a route that anyone may call',
    { isOpen: true },
    'GET /things has no authorizer: every caller may call it',
  ],
  [
    'a fault of the gateway on such a route, which the log line has',
    { isOpen: true, status: 400 },
    undefined,
  ],
  [
    'an error of the function of such a route, which the log line has',
    { isOpen: true, status: 401, functionRequestId: 'f' },
    'GET /things has no authorizer: the request reached its function',
  ],
  [
    'a preflight of another origin, which the log line explains',
    { isOpen: true, cors: 'CORS: …' },
    undefined,
  ],
  [
    'a refusal of another kind, such as of a missing API key',
    { status: 403, reason: 'INVALID_API_KEY' },
    undefined,
  ],
  [
    "a denial by the API's resource policy",
    {
      status: 403,
      byResourcePolicy: {
        decision: 'explicit-deny',
        statement: { Sid: 'Closed', Effect: 'Deny', Action: '*', Resource: 'arn:d' },
      },
    },
    "statement Closed of the API's resource policy denies arn:d",
  ],
  [
    'a resource policy that is silent',
    { status: 403, byResourcePolicy: { decision: 'implicit-deny' } },
    "no statement of the API's resource policy allows the route",
  ],
  [
    'an authorizer that was asked after the resource policy',
    {
      authorizer: 'denied: implicit',
      byResourcePolicy: { decision: 'allow', statement: allow },
      evaluation: { decision: 'implicit-deny' },
    },
    "no statement of the authorizer's policy allows the route",
  ],
  [
    'a refused caller',
    { authorizer: 'refused' },
    'the authorizer threw "Unauthorized", which rejects the caller',
  ],
  [
    'a broken authorizer',
    { authorizer: 'failed' },
    'the authorizer failed or returned no policy: see its log',
  ],
  ['a line that says it all', { authorizer: 'not invoked: missing token' }, undefined],
  [
    'an allowing statement',
    {
      authorizer: 'allowed',
      evaluation: { decision: 'allow', statement: allow, place: { policy: 0, statement: 1 } },
    },
    "statement 2 of the authorizer's policy allows arn:a/*",
  ],
  [
    'an allowing statement of many routes by the one that was called',
    {
      authorizer: 'allowed',
      evaluation: {
        decision: 'allow',
        statement: {
          ...allow,
          Resource: ['arn:a/prod/GET/other', 'arn:a/prod/POST/things', 'arn:a/prod/GET/t*'],
        },
        place: { policy: 0, statement: 0 },
      },
    },
    "statement 1 of the authorizer's policy allows arn:a/prod/GET/t*",
  ],
  [
    'an allowing statement whose patterns can not be told apart',
    {
      authorizer: 'allowed',
      evaluation: {
        decision: 'allow',
        statement: { ...allow, Resource: ['arn:a/prod/G*/x', 'arn:b/prod/x'] },
        place: { policy: 0, statement: 0 },
      },
    },
    "statement 1 of the authorizer's policy allows arn:a/prod/G*/x and 1 more",
  ],
  [
    'a denying statement with a name',
    {
      authorizer: 'denied: explicit',
      evaluation: {
        decision: 'explicit-deny',
        statement: { Sid: 'NoWrites', Effect: 'Deny', Action: '*', NotResource: 'arn:c' },
      },
    },
    "statement NoWrites of the authorizer's policy denies all but arn:c",
  ],
  [
    'a policy that is silent',
    { authorizer: 'denied: implicit', evaluation: { decision: 'implicit-deny' } },
    "no statement of the authorizer's policy allows the route",
  ],
])('explains %s', (_, change, expected) => {
  expect(explainRequest({ ...trace, ...change })).toBe(expected);
});

test('explains a request without a matching route', () => {
  const { route: _, ...rest } = trace;
  expect(explainRequest(rest)).toBe('no route of the API matches the method and path');
});
