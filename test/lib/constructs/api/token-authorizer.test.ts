import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { TokenAuthorizer } from '../../../../lib/constructs/api/token-authorizer';
import { createStack } from '../../../support/synth-stack';

function synth(resultsCacheTtl?: Duration): Template {
  const stack = createStack();
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => {}'),
  });
  const { authorizer } = new TokenAuthorizer(stack, 'Authorizer', {
    handler,
    ...(resultsCacheTtl && { resultsCacheTtl }),
  });
  new apigateway.RestApi(stack, 'Api').root.addMethod('GET', new apigateway.MockIntegration(), {
    authorizer,
  });
  return Template.fromStack(stack);
}

function validationExpression(): RegExp {
  const [authorizer] = Object.values(synth().findResources('AWS::ApiGateway::Authorizer'));
  return new RegExp(authorizer?.Properties.IdentityValidationExpression);
}

test('reads the Authorization header and caches no result', () => {
  synth().hasResourceProperties('AWS::ApiGateway::Authorizer', {
    Type: 'TOKEN',
    IdentitySource: 'method.request.header.Authorization',
    AuthorizerResultTtlInSeconds: 0,
  });
});

test('may be called by API Gateway for this authorizer only', () => {
  synth().hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: {
      'Fn::Join': ['', Match.arrayWith(['/authorizers/', { Ref: Match.stringLikeRegexp('Authorizer') }])],
    },
  });
});

test('caches results for the given time', () => {
  synth(Duration.minutes(5)).hasResourceProperties('AWS::ApiGateway::Authorizer', {
    AuthorizerResultTtlInSeconds: 300,
  });
});

test('rejects a cache time of more than an hour', () => {
  expect(() => synth(Duration.seconds(3_601))).toThrow('resultsCacheTtl is 3601 seconds: use at most 1 hour');
});

test.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER  a-_9.b.c'])('passes %j on to the function', (value) => {
  expect(value).toMatch(validationExpression());
});

test.each([
  'a.b.c',
  'Bearer',
  'Bearer a.b',
  'Bearer a..c',
  'Bearer a.b.c ',
  'Basic a.b.c',
  'Bearer a.b.c.d',
  'Bearer a.b.c\nx',
])('rejects %j without a call', (value) => {
  expect(value).not.toMatch(validationExpression());
});
