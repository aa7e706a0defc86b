import { createHash } from 'node:crypto';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { addGatewayResponses } from '../../../../lib/constructs/api/gateway-responses';
import { createStack } from '../../../support/synth-stack';

interface GatewayResponse {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Record<string, string>;
  readonly ResponseTemplates: Record<string, string>;
}

function synth(corsOrigins: readonly string[] = [], namesDenials = false, pages = false): GatewayResponse[] {
  const stack = createStack();
  const api = new apigateway.RestApi(stack, 'Api');
  api.root.addMethod('GET');
  addGatewayResponses(api, { corsOrigins, namesDenials, pages });
  const resources = Template.fromStack(stack).findResources('AWS::ApiGateway::GatewayResponse');
  return Object.values(resources).map(({ Properties }) => Properties);
}

const responses = synth();

function find(type: string) {
  const response = responses.find(({ ResponseType }) => ResponseType === type);
  const header = (name: string) => response?.ResponseParameters[`gatewayresponse.header.${name}`];
  return {
    status: response?.StatusCode,
    body: JSON.parse(response?.ResponseTemplates['application/json'] ?? 'null'),
    header,
  };
}

test.each([
  ['BAD_REQUEST_BODY', '400', 'INVALID_REQUEST_BODY'],
  ['BAD_REQUEST_PARAMETERS', '400', 'INVALID_REQUEST_PARAMETERS'],
  ['UNAUTHORIZED', '401', 'UNAUTHORIZED'],
  ['ACCESS_DENIED', '403', 'INSUFFICIENT_SCOPE'],
  ['WAF_FILTERED', '403', 'REQUEST_FILTERED'],
  ['MISSING_AUTHENTICATION_TOKEN', '404', 'NOT_FOUND'],
  ['INVALID_SIGNATURE', '404', 'NOT_FOUND'],
  ['RESOURCE_NOT_FOUND', '404', 'NOT_FOUND'],
  ['REQUEST_TOO_LARGE', '413', 'PAYLOAD_TOO_LARGE'],
  ['UNSUPPORTED_MEDIA_TYPE', '415', 'UNSUPPORTED_MEDIA_TYPE'],
  ['THROTTLED', '429', 'TOO_MANY_REQUESTS'],
  ['QUOTA_EXCEEDED', '429', 'QUOTA_EXCEEDED'],
  ['AUTHORIZER_FAILURE', '500', 'INTERNAL'],
  ['AUTHORIZER_CONFIGURATION_ERROR', '500', 'INTERNAL'],
  ['INTEGRATION_FAILURE', '500', 'INTERNAL'],
  ['INTEGRATION_TIMEOUT', '504', 'TIMEOUT'],
])('%s is a problem with %s %s', (type, status, code) => {
  const response = find(type);
  expect(response.status).toBe(status);
  expect(response.body).toEqual({
    type: `urn:problem-type:latchkey:${code.toLowerCase().replaceAll('_', '-')}`,
    title: expect.any(String),
    status: Number(status),
    detail: expect.any(String),
    code,
    requestId: '$context.requestId',
  });
  expect(response.header('Content-Type')).toBe("'application/problem+json'");
  expect(response.header('Cache-Control')).toBe("'no-store'");
  expect(response.header('X-Content-Type-Options')).toBe("'nosniff'");
  expect(response.header('X-Frame-Options')).toBe("'DENY'");
  expect(response.header('Strict-Transport-Security')).toMatch(/^'max-age=\d{8}; includeSubDomains'$/);
});

test.each(['DEFAULT_4XX', 'DEFAULT_5XX'])('%s leaves the status to API Gateway', (type) => {
  const { status, body } = find(type);
  expect(status).toBeUndefined();
  expect(body).not.toHaveProperty('status');
  expect(body).toHaveProperty('code');
});

test('rejections of a token follow RFC 6750, and throttling has a Retry-After header', () => {
  expect(find('UNAUTHORIZED').header('WWW-Authenticate')).toBe(`'Bearer error="invalid_token"'`);
  expect(find('ACCESS_DENIED').header('WWW-Authenticate')).toBe(`'Bearer error="insufficient_scope"'`);
  expect(find('THROTTLED').header('Retry-After')).toBe("'1'");
});

test('no response repeats any part of the request', () => {
  const variables = JSON.stringify(responses).match(/\$(context|stageVariables|input|method)[\w.]*/g);
  expect(new Set(variables)).toEqual(new Set(['$context.requestId']));
  expect(JSON.stringify(responses)).not.toContain('method.request');
});

test.each([
  [['https://app.example.com'], "'https://app.example.com'"],
  [['*'], "'*'"],
  // a gateway response cannot select one of several origins
  [['https://a.example', 'https://b.example'], "'*'"],
])('for the origins %j every response allows %s, without credentials', (origins, allowed) => {
  for (const { ResponseParameters: parameters } of synth(origins)) {
    expect(parameters['gatewayresponse.header.Access-Control-Allow-Origin']).toBe(allowed);
    expect(parameters['gatewayresponse.header.Access-Control-Expose-Headers']).toBe(
      "'ETag, Last-Modified, Location, Retry-After, WWW-Authenticate, x-amzn-RequestId'",
    );
    expect(Object.keys(parameters).join()).not.toContain('Credentials');
  }
});

test('without an origin no response has a CORS header', () => {
  for (const { ResponseParameters: parameters } of responses) {
    expect(Object.keys(parameters).join()).not.toContain('Access-Control');
  }
});

test('where the authorizer names denials, only that response shows its reason', () => {
  const naming = synth([], true);
  const bodyOf = (type: string, all = naming) =>
    JSON.parse(
      all.find(({ ResponseType }) => ResponseType === type)?.ResponseTemplates['application/json'] ?? '',
    );
  expect(bodyOf('ACCESS_DENIED')).toEqual({
    ...bodyOf('ACCESS_DENIED', responses),
    type: '$context.authorizer.denialType',
    detail: '$context.authorizer.denialDetail',
    code: '$context.authorizer.denialCode',
  });
  const others = (all: readonly GatewayResponse[]) =>
    all.filter(({ ResponseType }) => ResponseType !== 'ACCESS_DENIED');
  expect(others(naming)).toEqual(others(responses));
  expect(JSON.stringify(responses)).not.toContain('EMAIL_NOT_VERIFIED');
});

describe('with pages', () => {
  const withPages = synth([], false, true);
  const hasPage = ({ ResponseTemplates: templates }: GatewayResponse) => 'text/html' in templates;
  const types = withPages.filter(hasPage).map((response) => [response.ResponseType, response] as const);

  test('failures that no browser meets on a page stay as they are', () => {
    const others = withPages.filter((response) => !hasPage(response));
    expect(others.map(({ ResponseType }) => ResponseType).sort()).toEqual([
      'ACCESS_DENIED',
      'API_CONFIGURATION_ERROR',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'AUTHORIZER_FAILURE',
      'BAD_REQUEST_BODY',
      'BAD_REQUEST_PARAMETERS',
      'QUOTA_EXCEEDED',
      'UNAUTHORIZED',
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    for (const other of others) expect(responses).toContainEqual(other);
  });

  test.each(types)('%s is a page for browsers and the same problem for others', (type, response) => {
    const { ResponseTemplates: templates, ResponseParameters: parameters } = response;
    const former = responses.find(({ ResponseType }) => ResponseType === type);
    expect(Object.keys(templates)).toEqual(['application/problem+json', 'application/json', 'text/html']);
    expect(templates['application/problem+json']).toBe(former?.ResponseTemplates['application/json']);
    expect(templates['application/json']).toBe(templates['application/problem+json']);
    // it would also be the type of the page
    expect(Object.keys(parameters)).not.toContain('gatewayresponse.header.Content-Type');
    expect(templates['text/html']?.match(/\$[\w.]+/g)).toEqual(['$context.requestId']);
    expect(templates['text/html']).toMatch(/^<!doctype html><html lang="en">.*<h1>.+<div lang="de"><h2>/);
  });

  test('the policy of the page allows its style, and neither scripts nor forms', () => {
    for (const { ResponseParameters: parameters, ResponseTemplates: templates } of withPages.filter(
      hasPage,
    )) {
      const [, style = ''] = /<style>(.*)<\/style>/.exec(templates['text/html'] ?? '') ?? [];
      const digest = createHash('sha256').update(style).digest('base64');
      expect(parameters['gatewayresponse.header.Content-Security-Policy']?.replaceAll("'", '')).toBe(
        `default-src none; style-src sha256-${digest}; base-uri none; form-action none; frame-ancestors none`,
      );
      expect(parameters['gatewayresponse.header.Vary']).toBe("'Accept'");
    }
  });

  test.each([
    ['MISSING_AUTHENTICATION_TOKEN', 'Page not found'],
    ['THROTTLED', 'Too many requests'],
    ['WAF_FILTERED', 'Request rejected'],
    ['INTEGRATION_FAILURE', 'Something went wrong'],
    ['DEFAULT_5XX', 'Something went wrong'],
  ])('the page of %s has the title %s', (type, title) => {
    const page = withPages.find(({ ResponseType }) => ResponseType === type)?.ResponseTemplates['text/html'];
    expect(page).toContain(`<title>${title}</title>`);
  });
});
