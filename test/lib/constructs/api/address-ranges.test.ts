import { Template } from 'aws-cdk-lib/assertions';
import { matchAddresses } from '../../../../lib/constructs/api/address-ranges';
import { createStack } from '../../../support/synth-stack';

test.each([
  [[], []],
  [['192.0.2.1/32'], ['IPV4']],
  [
    ['2001:db8::/48', '192.0.2.1/32'],
    ['IPV4', 'IPV6'],
  ],
])('%j become one set for each address family', (ranges, families) => {
  const stack = createStack();
  const statements = matchAddresses(stack, 'Set', ranges);
  const sets = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::IPSet'));
  expect(sets.map(({ Properties }) => Properties.IPAddressVersion)).toEqual(families);
  expect(statements).toHaveLength(families.length);
});
