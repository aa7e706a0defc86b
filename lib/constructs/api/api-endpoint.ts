/** The endpoint of an API: on the internet, or only through VPC endpoints. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { PrivateApiSettings } from '../../stages/operation-settings';
import { IP_ADDRESS_TYPE } from './transport-security';

/**
 * Returns the endpoint properties of a REST API. A private API is reachable at its usual name inside a VPC whose endpoint has private
 * DNS. It rejects requests through any other endpoint.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
 */
export function endpointProps(
  scope: Construct,
  privateApi: PrivateApiSettings | undefined,
): Pick<apigateway.RestApiProps, 'endpointConfiguration' | 'policy'> {
  if (privateApi === undefined) {
    return {
      endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL], ipAddressType: IP_ADDRESS_TYPE },
    };
  }
  const { vpcEndpointIds } = privateApi;
  return {
    endpointConfiguration: {
      types: [apigateway.EndpointType.PRIVATE],
      ipAddressType: IP_ADDRESS_TYPE,
      vpcEndpoints: vpcEndpointIds.map((vpcEndpointId) =>
        ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(scope, vpcEndpointId, {
          vpcEndpointId,
          port: 443,
        }),
      ),
    },
    policy: new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({
          principals: [new iam.AnyPrincipal()],
          actions: ['execute-api:Invoke'],
          resources: ['execute-api:/*'],
          conditions: { StringEquals: { 'aws:SourceVpce': vpcEndpointIds } },
        }),
      ],
    }),
  };
}
