import { execFileSync } from 'node:child_process';
import { printExamples } from '../../../local/cli/print-examples';
import { printRoutes } from '../../../local/cli/print-routes';
import type { ApiMethod, MockIntegration, RestApi } from '../../../local/template/model';

const method = (change: Partial<ApiMethod>): ApiMethod => ({
  logicalId: 'M',
  resourceId: 'r',
  resourcePath: '/things',
  httpMethod: 'GET',
  authorizationType: 'NONE',
  apiKeyRequired: false,
  requestParameters: {},
  requestModels: {},
  integration: { kind: 'lambda-proxy', functionArn: 'arn:f', timeoutMs: 29_000 },
  methodResponses: [],
  ...change,
});

const api = (methods: ApiMethod[], models: object[] = []): RestApi => ({
  logicalId: 'Api',
  id: 'abc',
  name: 'things',
  stage: { name: 'dev', variables: {}, deploymentId: 'd' },
  methods,
  models: models.map((model) => ({ name: 'Thing', contentType: 'application/json', schema: {}, ...model })),
  authorizers: [
    {
      logicalId: 'Guard0A1B2C3D',
      id: 'g',
      name: 'the-guard',
      functionArn: 'arn:g',
      identitySource: 'method.request.header.X-Token',
      resultTtlSeconds: 0,
    },
  ],
  validators: [],
  gatewayResponses: [],
  binaryMediaTypes: [],
});

const mock = {
  kind: 'mock',
  requestTemplates: {},
  passthrough: 'WHEN_NO_MATCH',
  responses: [],
} as const satisfies MockIntegration;
const guarded = { authorizationType: 'CUSTOM', authorizerId: 'Guard0A1B2C3D' };
const post = method({ httpMethod: 'POST', requestModels: { 'application/json': 'Thing' } });
const origin = 'http://localhost:3000';

test('the first open POST with a model gets a body that the model accepts', () => {
  const schema = {
    type: 'object',
    required: ['name', 'kind', 'count'],
    properties: {
      name: { type: 'string', maxLength: 9 },
      kind: { enum: ['a', 'b'] },
      count: { type: 'integer', minimum: 4 },
      note: { type: 'string' },
    },
  };
  expect(printExamples(api([method({}), post], [{ schema }]), origin)).toEqual([
    `curl -s ${origin}/things -H 'content-type: application/json' -d '{"name":"example-n","kind":"a","count":4}'`,
  ]);
});

test('a guarded route below another guarded one is no example of a body', () => {
  const of = (httpMethod: string, resourcePath: string) => method({ ...guarded, httpMethod, resourcePath });
  const requestModels = post.requestModels;
  const below = { ...of('POST', '/me/address/verification'), requestModels };
  const address = { ...of('PUT', '/me/address'), requestModels };
  const mine = [of('GET', '/me'), address, below];
  const print = (methods: ApiMethod[]) => printExamples(api(methods, [{}]), origin).slice(1);
  expect(print([...mine, { ...of('POST', '/things'), requestModels }])).toEqual([
    expect.stringContaining(`${origin}/things `),
    expect.stringContaining(`${origin}/me `),
  ]);
  expect(print(mine)).toEqual([expect.stringContaining(`${origin}/me `)]);
});

test('a schema that requires nothing gets its strings', () => {
  const schema = { properties: { a: { maxLength: 20 }, b: { type: 'integer' }, c: { type: 'string' } } };
  expect(printExamples(api([post], [{ schema }]), origin)[0]).toContain(
    `-d '{"a":"example-a","c":"example-c"}'`,
  );
});

test('an example from the template is used unchanged and quoted for the shell', () => {
  const example = { name: "it's $HOME `x`" };
  const [command = ''] = printExamples(api([post], [{ example }]), origin);
  const last = execFileSync('sh', ['-c', command.replace(/^curl/, 'printf "%s\\n"')])
    .toString()
    .trimEnd();
  expect(last.split('\n').at(-1)).toBe(JSON.stringify(example));
});

test('a route behind an authorizer gets its header; parameters and mocks are left out', () => {
  const methods = [
    method({ httpMethod: 'OPTIONS', integration: mock }),
    method({ ...guarded, resourcePath: '/things/{id}' }),
    method({ ...guarded, httpMethod: 'DELETE' }),
  ];
  expect(printExamples(api(methods), origin)).toEqual([
    'TOKEN=…  # the access token of a response',
    `curl -s -X DELETE ${origin}/things -H "X-Token: Bearer $TOKEN"`,
  ]);
});

test('the commands lead from an open route to writing and reading behind an authorizer', () => {
  const methods = [post, method(guarded), { ...post, ...guarded, resourcePath: '/own' }];
  expect(printExamples(api(methods, [{ example: { a: 1 } }]), origin)).toEqual([
    `curl -s ${origin}/things -H 'content-type: application/json' -d '{"a":1}'`,
    'TOKEN=…  # the access token of a response',
    `curl -s ${origin}/own -H "X-Token: Bearer $TOKEN" -H 'content-type: application/json' -d '{"a":1}'`,
    `curl -s ${origin}/things -H "X-Token: Bearer $TOKEN"`,
  ]);
});

test('the token comes from the next open route with the same body', () => {
  const models = [
    { name: 'Thing', example: { a: 1 } },
    { name: 'Other', example: { b: 2 } },
    { name: 'Again', example: { a: 1 } },
  ];
  const posting = (resourcePath: string, model: string) => ({
    ...post,
    resourcePath,
    requestModels: { 'application/json': model },
  });
  const methods = [post, posting('/others', 'Other'), posting('/sign-in', 'Again'), method(guarded)];
  const body = `-H 'content-type: application/json' -d '{"a":1}'`;
  const pick = `node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'`;
  const commands = printExamples(api(methods, models), origin);
  expect(commands).toEqual([
    `curl -s ${origin}/things ${body}`,
    `TOKEN=$(curl -s ${origin}/sign-in ${body} | ${pick})`,
    `curl -s ${origin}/things -H "X-Token: Bearer $TOKEN"`,
  ]);
  // Runs the command as a shell does.
  const script = `curl() { echo '{"access_token":"t.o.k"}'; }\n${commands[1]}\nprintf %s "$TOKEN"`;
  expect(execFileSync('sh', ['-c', script]).toString()).toBe('t.o.k');
});

test('the table of routes contains the permitted callers', () => {
  const methods = [
    method({ httpMethod: 'OPTIONS', integration: mock }),
    post,
    method({ ...guarded, resourcePath: '/things/{id}' }),
    method({ authorizationType: 'AWS_IAM', apiKeyRequired: true }),
    method({ integration: { kind: 'unsupported', reason: 'HTTP integrations are not run' } }),
  ];
  expect(printRoutes(api(methods)).split('\n')).toEqual([
    '  POST  /things       anyone',
    '  GET   /things/{id}  with a token (Guard)',
    '  GET   /things       AWS_IAM, with an API key',
    '  GET   /things       not run: HTTP integrations are not run',
  ]);
});
