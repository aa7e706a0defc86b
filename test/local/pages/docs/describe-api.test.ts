import { describeApi } from '../../../../local/pages/docs/describe-api';
import { GUARDED, makeApi, makeMethod } from '../small-api';

test('describes every route with its parameters and permitted callers', () => {
  const { openapi, info, paths, components } = describeApi(
    makeApi([
      makeMethod(),
      makeMethod({
        ...GUARDED,
        resourcePath: '/pets/{id}',
        requestParameters: {
          'method.request.querystring.limit': false,
          'method.request.header.X-Trace.Id': true,
          'method.request.path.id': true,
        },
      }),
    ]),
  );
  expect({ openapi, info }).toEqual({ openapi: '3.1.0', info: { title: 'pets', version: 'dev' } });
  expect(paths['/pets']?.get).toMatchObject({ parameters: [], security: [] });
  const schema = { type: 'string' };
  expect(paths['/pets/{id}']?.get).toMatchObject({
    security: [{ Guard0A1B2C3D: [] }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema },
      { name: 'limit', in: 'query', required: false, schema },
      { name: 'X-Trace.Id', in: 'header', required: true, schema },
    ],
  });
  expect(components).toEqual({
    securitySchemes: { Guard0A1B2C3D: { type: 'http', scheme: 'bearer' } },
  });
});

test('bodies have the schema and the example of their model', () => {
  const model = {
    name: 'Pet',
    contentType: 'application/json',
    schema: { type: 'object' },
    example: { a: 1 },
  };
  const post = makeMethod({ httpMethod: 'POST', requestModels: { 'application/json': 'Pet' } });
  expect(describeApi(makeApi([post], { models: [model] })).paths['/pets']?.post).toMatchObject({
    requestBody: { content: { 'application/json': { schema: { type: 'object' }, example: { a: 1 } } } },
  });
});

test('a schema with references to AWS is left out', () => {
  const schema = { properties: { a: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/A' } } };
  const models = [{ name: 'Pet', contentType: 'application/json', schema }];
  const post = makeMethod({ httpMethod: 'POST', requestModels: { 'application/json': 'Pet' } });
  expect(JSON.stringify(describeApi(makeApi([post], { models })))).not.toContain('amazonaws');
});

test('ANY becomes the common verbs, a greedy parameter becomes a plain one, and preflights are left out', () => {
  const mock = { kind: 'mock', requestTemplates: {}, passthrough: 'NEVER', responses: [] } as const;
  const { paths } = describeApi(
    makeApi([
      makeMethod({ httpMethod: 'ANY', resourcePath: '/{proxy+}' }),
      makeMethod({ httpMethod: 'OPTIONS', integration: mock }),
    ]),
  );
  expect(Object.keys(paths)).toEqual(['/{proxy}']);
  expect(Object.keys(paths['/{proxy}'] ?? {})).toEqual(['get', 'post', 'put', 'patch', 'delete']);
  expect(paths['/{proxy}']?.get).toMatchObject({ parameters: [{ name: 'proxy', in: 'path' }] });
});

test('names API keys, tokens in other headers, and what is not run', () => {
  const authorizers = makeApi([]).authorizers.map((guard) => ({
    ...guard,
    identitySource: 'method.request.header.X-Token',
  }));
  const method = makeMethod({
    ...GUARDED,
    apiKeyRequired: true,
    integration: { kind: 'unsupported', reason: 'HTTP' },
  });
  const { paths, components } = describeApi(makeApi([method], { authorizers }));
  expect(paths['/pets']?.get).toMatchObject({
    summary: 'Not run: HTTP',
    security: [{ Guard0A1B2C3D: [], ApiKey: [] }],
  });
  expect(components).toEqual({
    securitySchemes: {
      Guard0A1B2C3D: { type: 'apiKey', in: 'header', name: 'X-Token' },
      ApiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
    },
  });
});
