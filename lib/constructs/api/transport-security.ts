/** How clients connect to an API and to its domain name: TLS and the Internet Protocol. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';

/**
 * TLS 1.3 and 1.2 only, only with forward secrecy, and with a post-quantum key exchange for clients that offer one. `STRICT` demands that the
 * name of the TLS handshake (SNI) is that of the `Host` header. The policy of an API also holds for the domain names that lead to it.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
export const TRANSPORT_SECURITY = {
  securityPolicy: apigateway.SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  endpointAccessMode: apigateway.EndpointAccessMode.STRICT,
} as const;

/**
 * IPv4 and IPv6: behind the address translation of a carrier, thousands of users share one IPv4 address and its attempts.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-ip-address-type.html
 */
export const IP_ADDRESS_TYPE = apigateway.IpAddressType.DUAL_STACK;
