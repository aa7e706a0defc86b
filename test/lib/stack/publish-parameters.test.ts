import { Aws } from 'aws-cdk-lib';
import { small, synthStage } from '../../support/synth-stack';

test('other stacks find issuer, keys, audience and authorizer under the name of the stack', () => {
  const template = synthStage('dev', {
    ...small,
    parameters: true,
    customDomain: { name: 'login.example.com', certificateArn: Aws.NO_VALUE },
    issuer: 'https://auth.example.com',
    audience: 'my-app',
  });
  const parameters = Object.fromEntries(
    Object.values(template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => [
      Properties.Name,
      Properties.Value,
    ]),
  );
  const [alias] = Object.keys(template.findResources('AWS::Lambda::Alias')).filter((id) =>
    id.startsWith('AuthorizerHandler'),
  );
  expect(parameters).toEqual({
    '/Latchkeydev/issuer': 'https://auth.example.com',
    '/Latchkeydev/jwks-uri': 'https://login.example.com/.well-known/jwks.json',
    '/Latchkeydev/audience': 'my-app',
    '/Latchkeydev/authorizer-arn': { Ref: alias },
  });
});

test('a stage publishes nothing by default', () => {
  synthStage('dev').resourceCountIs('AWS::SSM::Parameter', 0);
});
