import { Validations } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { authBodies } from '../../../../lambda/auth/bodies';
import { factorsBodies } from '../../../../lambda/factors/bodies';
import { fooBodies } from '../../../../lambda/foo/bodies';
import { ALLOWED_HEADERS } from '../../../../lambda/http-conventions';
import { parseRouteKey } from '../../../../lambda/route-patterns';
import type { Route } from '../../../../lambda/routes';
import { servedRoutes as routes } from '../../../support/served-routes';
import { createAuthStack, small, synthStage } from '../../../support/synth-stack';

interface Method {
  readonly path: string;
  readonly verb: string;
  readonly properties: Record<string, unknown>;
}

function methodsOf(template: Template): Method[] {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: string): string => {
    const { ParentId, PathPart } = resources[id]?.Properties ?? {};
    return PathPart === undefined ? '' : `${pathOf(ParentId.Ref ?? '')}/${PathPart}`;
  };
  return Object.values(template.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => ({
    path: pathOf(Properties.ResourceId.Ref),
    verb: Properties.HttpMethod,
    properties: Properties,
  }));
}

const template = synthStage('dev');
const methods = methodsOf(template);
const parts = Object.keys(routes).map(parseRouteKey);
const methodsByPath = new Map(
  parts.map(({ path }) => [path, parts.filter((part) => part.path === path).map(({ method }) => method)]),
);

/** The paths that pages of other origins may call. */
const calledPaths = new Set(
  Object.entries(routes)
    .filter(([, { access }]) => access !== 'page')
    .map(([key]) => parseRouteKey(key).path),
);

test('has exactly the methods of the route table, and a preflight for each path without a page', () => {
  const keys = methods.map(({ verb, path }) => `${verb} ${path}`);
  const preflights = [...calledPaths].map((path) => `OPTIONS ${path}`);
  expect(keys.sort()).toEqual([...Object.keys(routes), ...preflights].sort());
});

test.each(Object.entries<Route>(routes))('%s has the access of the route table', (key, { access }) => {
  const { method, path } = parseRouteKey(key);
  const found = methods.find((candidate) => candidate.verb === method && candidate.path === path);
  expect(found?.properties.AuthorizationType).toBe(access === 'signed-in' ? 'CUSTOM' : 'NONE');
  expect(found?.properties.AuthorizerId === undefined).toBe(access !== 'signed-in');
  expect(found?.properties.Integration).toMatchObject({ Type: 'AWS_PROXY' });
});

test('validates the body of every route that has one with a model', () => {
  const validated = methods.filter(({ properties }) => properties.RequestModels !== undefined);
  expect(validated.map(({ verb, path }) => `${verb} ${path}`).sort()).toEqual(
    Object.keys({ ...authBodies, ...factorsBodies, ...fooBodies }).sort(),
  );
  for (const { properties } of validated) {
    expect(properties.RequestModels).toEqual({ 'application/json': { Ref: expect.any(String) } });
    expect(properties.RequestValidatorId).toBeDefined();
  }
  template.hasResourceProperties('AWS::ApiGateway::RequestValidator', {
    ValidateRequestBody: true,
    ValidateRequestParameters: true,
  });
});

test('treats pages as binary, since the functions compress them, and neither validates nor models their forms', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { BinaryMediaTypes: ['text/html'] });
  synthStage('prod').hasResourceProperties('AWS::ApiGateway::RestApi', { BinaryMediaTypes: Match.absent() });
  for (const { verb, path, properties } of methods) {
    if (routes[`${verb} ${path}`]?.feature !== 'pages') continue;
    expect(properties).not.toHaveProperty('RequestModels');
    expect(properties).not.toHaveProperty('RequestValidatorId');
  }
});

test('gives each function one permission for the whole API', () => {
  // for four services and the authorizer
  template.resourcePropertiesCountIs('AWS::Lambda::Permission', { Principal: 'apigateway.amazonaws.com' }, 5);
});

test('is regional, throttled and traced, writes an access log and no execution log', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['REGIONAL'] },
    DisableExecuteApiEndpoint: Match.absent(),
  });
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'dev',
    TracingEnabled: true,
    AccessLogSetting: { DestinationArn: Match.anyValue(), Format: Match.anyValue() },
    MethodSettings: Match.arrayWith([
      {
        HttpMethod: '*',
        ResourcePath: '/*',
        ThrottlingRateLimit: 50,
        ThrottlingBurstLimit: 100,
        DataTraceEnabled: false,
        LoggingLevel: Match.absent(),
      },
    ]),
  });
});

test('has preflights for the single origin of a stage, without credentials', () => {
  const preflights = methodsOf(synthStage('test')).filter(({ verb }) => verb === 'OPTIONS');
  expect(preflights.map(({ path }) => path).sort()).toEqual([...calledPaths].sort());
  const headers = preflights.find(({ path }) => path === '/foo')?.properties.Integration as {
    IntegrationResponses: { ResponseParameters: Record<string, string> }[];
  };
  const parameters = headers.IntegrationResponses[0]?.ResponseParameters ?? {};
  expect(parameters).toMatchObject({
    'method.response.header.Access-Control-Allow-Origin': "'https://app.example.com'",
    'method.response.header.Access-Control-Allow-Methods': `'${methodsByPath.get('/foo')?.join()}'`,
    'method.response.header.Access-Control-Allow-Headers': `'${ALLOWED_HEADERS.join()}'`,
    'method.response.header.X-Frame-Options': "'DENY'",
  });
  expect(Object.keys(parameters).join()).not.toContain('Credentials');
});

test('ignores the body of a preflight, with every content type', () => {
  const preflights = methods.filter(({ verb }) => verb === 'OPTIONS');
  expect(preflights).not.toEqual([]);
  for (const { properties } of preflights) {
    expect(properties.Integration).toMatchObject({ Type: 'MOCK', PassthroughBehavior: 'NEVER' });
  }
});

test('has no preflights for a stage without origins', () => {
  const verbs = methodsOf(synthStage('dev', small)).map(({ verb }) => verb);
  expect(verbs).not.toContain('OPTIONS');
});

test('a route may have lower limits than the stage', () => {
  synthStage('prod').hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([
      Match.objectLike({ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 200 }),
      Match.objectLike({ HttpMethod: 'POST', ResourcePath: '/~1sessions~1create', ThrottlingRateLimit: 83 }),
    ]),
  });
});

test('each public method states the true reason why it needs no token', () => {
  const reasons = createAuthStack('dev')
    .node.findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .map(({ data }) => [node.path.replace(/^.*\/Default\//, ''), JSON.stringify(data)] as const)
        .filter(([, data]) => data.includes('AwsSolutions-APIG4')),
    );
  const pages = Object.entries(routes).filter(([, { access }]) => access === 'page');
  const pagePaths = new Set(pages.map(([key]) => parseRouteKey(key).path.slice(1)));
  const publicRoutes = Object.entries<Route>(routes).filter(([, { access }]) => access !== 'signed-in');
  expect(reasons).toHaveLength(publicRoutes.length);
  for (const [path, reason] of reasons) {
    const [first = ''] = path.split('/');
    const isPage = pagePaths.has(path.replace(/\/[A-Z]+(\/.*)?$/, ''));
    const expected = {
      users: 'token yet',
      sessions: 'token yet',
      'password-resets': 'has forgotten',
      oauth2: 'token yet',
    }[first];
    expect(reason).toContain(isPage ? 'checks its cookies' : (expected ?? 'are public'));
  }
});
