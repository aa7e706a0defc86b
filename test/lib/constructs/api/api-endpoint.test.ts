import { small, synthStage } from '../../../support/synth-stack';

const endpoint = 'vpce-0123456789abcdef0';

test('a private API is reachable only through its VPC endpoints', () => {
  synthStage('dev', { ...small, privateApi: { vpcEndpointIds: [endpoint] } }).hasResourceProperties(
    'AWS::ApiGateway::RestApi',
    {
      EndpointConfiguration: { Types: ['PRIVATE'], IpAddressType: 'dualstack', VpcEndpointIds: [endpoint] },
      Policy: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Resource: 'execute-api:/*',
            Principal: { AWS: '*' },
            Condition: { StringEquals: { 'aws:SourceVpce': [endpoint] } },
          },
        ],
      },
    },
  );
});
