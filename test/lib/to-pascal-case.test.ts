import { toPascalCase } from '../../lib/to-pascal-case';

test.each([
  ['dev', 'Dev'],
  ['all-features', 'AllFeatures'],
  ['sign_in_failed', 'SignInFailed'],
  ['default_4xx', 'Default4xx'],
  ['securityEvents', 'SecurityEvents'],
  ['What is slow', 'WhatIsSlow'],
  ['get /foo/{id}', 'GetFooId'],
  ['/leading and trailing/', 'LeadingAndTrailing'],
])('%p becomes %p', (text, expected) => {
  expect(toPascalCase(text)).toBe(expected);
});
