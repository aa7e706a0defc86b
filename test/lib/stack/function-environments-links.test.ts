/** The base of the links in mails, as the function receives it. */

import { Template } from 'aws-cdk-lib/assertions';
import type { EmailSettings } from '../../../lib/stages/email-settings';
import { createAuthStack, small } from '../../support/synth-stack';

const email: EmailSettings = {
  from: 'Example <no-reply@example.com>',
  identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
};

function linkBaseOf(change: Parameters<typeof createAuthStack>[1]): unknown {
  const stack = createAuthStack('test', { ...small, ...change });
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const [base, ...others] = functions.flatMap(({ Properties }) => {
    const { LINK_BASE: found } = Properties.Environment?.Variables ?? {};
    return found === undefined ? [] : [found];
  });
  expect(others).toEqual([]);
  return base;
}

test('links lead to the API, unless the stage has pages of its own', () => {
  expect(JSON.stringify(linkBaseOf({ email }))).toMatch(/execute-api.*\/test/);
  const linkBase = 'https://app.example.com/account/';
  expect(linkBaseOf({ email: { ...email, linkBase } })).toBe('https://app.example.com/account');
});

test('the links of a stage with a domain and a base path lead there', () => {
  const customDomain = {
    name: 'auth.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
  };
  const settings = { email, customDomain, basePath: '/v1', issuer: 'https://issuer.example.com' };
  expect(linkBaseOf(settings)).toBe('https://auth.example.com/v1');
});

test('a stage without e-mail has no base of links', () => {
  expect(linkBaseOf({ email: undefined })).toBeUndefined();
});
