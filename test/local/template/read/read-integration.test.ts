import { readIntegration } from '../../../../local/template/read/read-integration';

const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:service';
const Uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
const queue = 'arn:aws:apigateway:eu-west-1:sqs:path/123456789012/queue';

const read = (Integration: Record<string, unknown>) => readIntegration({ Integration });

test('a Lambda integration without proxy is read with its templates and parameters', () => {
  const integration = {
    Type: 'AWS',
    Uri,
    PassthroughBehavior: 'NEVER',
    RequestTemplates: { 'application/json': '{}' },
    RequestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
    IntegrationResponses: [
      { StatusCode: 200, SelectionPattern: '' },
      { StatusCode: '404', SelectionPattern: 'Not.*', ResponseParameters: { a: "'b'" } },
    ],
  };
  expect(read(integration)).toEqual({
    kind: 'lambda-custom',
    functionArn,
    timeoutMs: 29_000,
    passthrough: 'NEVER',
    requestTemplates: integration.RequestTemplates,
    requestParameters: integration.RequestParameters,
    responses: [
      { statusCode: '200', responseParameters: {}, responseTemplates: {} },
      {
        statusCode: '404',
        selectionPattern: 'Not.*',
        responseParameters: { a: "'b'" },
        responseTemplates: {},
      },
    ],
  });
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['another AWS service', { Type: 'AWS', Uri: queue }, /only Lambda functions/],
  ['another AWS service as a proxy', { Type: 'AWS_PROXY', Uri: queue }, /only Lambda functions/],
  ['a role of its own', { Type: 'AWS', Uri, Credentials: 'arn' }, /under a role of their own/],
  ['converted requests', { Type: 'AWS', Uri, ContentHandling: 'CONVERT_TO_TEXT' }, /contentHandling/],
  [
    'converted answers',
    { Type: 'AWS', Uri, IntegrationResponses: [{ ContentHandling: 'CONVERT_TO_BINARY' }] },
    /contentHandling/,
  ],
  ['HTTP', { Type: 'HTTP', Uri: 'https://example.com' }, /integrations of type HTTP are not run/],
  ['no type', {}, /integrations of type \(none\) are not run/],
])('an integration with %s is not run, with the reason', (_kind, integration, reason) => {
  expect(read(integration)).toEqual({ kind: 'unsupported', reason: expect.stringMatching(reason) });
});
