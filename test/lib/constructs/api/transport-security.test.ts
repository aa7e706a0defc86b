import { small, synthStage } from '../../../support/synth-stack';

const endpoint = 'vpce-0123456789abcdef0';

test.each([
  ['on the internet', {}],
  ['in a VPC', { privateApi: { vpcEndpointIds: [endpoint] } }],
])('an API %s accepts TLS 1.2 and newer, by IPv4 and IPv6', (_, settings) => {
  synthStage('dev', { ...small, ...settings }).hasResourceProperties('AWS::ApiGateway::RestApi', {
    SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    EndpointAccessMode: 'STRICT',
    EndpointConfiguration: { IpAddressType: 'dualstack' },
  });
});
