/** IP sets for rules of AWS WAF. */
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/**
 * Creates an IP set for each address family, because a set has one family. Returns statements that match requests from these addresses.
 * The address is that of the connection, which no header changes.
 * @param ranges CIDR ranges such as `203.0.113.7/32`
 * @see https://docs.aws.amazon.com/waf/latest/APIReference/API_IPSetReferenceStatement.html
 */
export function matchAddresses(
  scope: Construct,
  id: string,
  ranges: readonly string[],
): wafv2.CfnWebACL.StatementProperty[] {
  const isV6 = (range: string) => range.includes(':');
  return [
    { ipAddressVersion: 'IPV4', addresses: ranges.filter((range) => !isV6(range)) },
    { ipAddressVersion: 'IPV6', addresses: ranges.filter(isV6) },
  ]
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ ipAddressVersion, addresses }) => {
      const set = new wafv2.CfnIPSet(scope, `${id}${ipAddressVersion}`, {
        scope: 'REGIONAL',
        ipAddressVersion,
        addresses,
      });
      return { ipSetReferenceStatement: { arn: set.attrArn } };
    });
}
