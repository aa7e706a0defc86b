import { findIdentity } from '../../../../local/aws/ses/find-identity';

const identities = ['Example.com', 'b.example.com', 'Ann@Example.com'].map((name) => ({ name, arn: name }));

test.each([
  ['a@example.com', 'Example.com'],
  ['a@EXAMPLE.COM', 'Example.com'],
  ['a@deep.a.example.com', 'Example.com'],
  ['a@c.b.example.com', 'b.example.com'],
  ['Ann@example.com', 'Ann@Example.com'],
  ['ann@example.com', 'Example.com'],
  ['a@notexample.com', undefined],
  ['a@com', undefined],
])('%s is sent as %s', (address, expected) => {
  expect(findIdentity(address, identities)?.name).toBe(expected);
});
