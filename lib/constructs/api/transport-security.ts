/** Settings of client connections to an API and its domain name: TLS and the Internet Protocol. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';

/**
 * TLS 1.3 and 1.2 with forward secrecy only, and a post-quantum key exchange for clients that offer one. `STRICT` requires that the name
 * in the TLS handshake (SNI) equals the `Host` header. An API's policy also applies to the domain names that lead to it.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html
 */
export const TRANSPORT_SECURITY = {
  securityPolicy: apigateway.SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09,
  endpointAccessMode: apigateway.EndpointAccessMode.STRICT,
} as const;

/**
 * IPv4 and IPv6: behind a carrier's address translation, thousands of users share one IPv4 address and its limit of attempts.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-ip-address-type.html
 */
export const IP_ADDRESS_TYPE = apigateway.IpAddressType.DUAL_STACK;
