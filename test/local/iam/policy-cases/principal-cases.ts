/** Cases of resource policies: Principal and NotPrincipal. */
import type { Statement } from '../../../../local/iam/policy';
import { type PolicyCase, policyOf, requestOf, userGuide } from './policy-case';

type Row = readonly [
  rule: string,
  statement: Partial<Statement>,
  principal: string | undefined,
  reached: boolean,
];

const object = 'arn:aws:s3:::amzn-s3-demo-bucket/a';
const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' };

/** Evaluates an Allow alone, and a Deny next to a statement that allows everything. */
function casesOf(source: string, Effect: Statement['Effect'], rows: readonly Row[]): PolicyCase[] {
  return rows.map(([rule, statement, principal, reached]) => {
    const own: Statement = { Effect, Action: 's3:*', Resource: '*', ...statement };
    const [yes, no] =
      Effect === 'Allow' ? (['allow', 'implicit-deny'] as const) : (['explicit-deny', 'allow'] as const);
    return {
      source,
      rule,
      policy: Effect === 'Allow' ? policyOf(own) : policyOf(everything, own),
      request: requestOf('s3:GetObject', object, {}, principal),
      expected: reached ? yes : no,
    };
  });
}

const account = '444455556666';
const root = `arn:aws:iam::${account}:root`;
const bob = `arn:aws:iam::${account}:user/Bob`;
const alice = `arn:aws:iam::${account}:user/Alice`;
const stranger = 'arn:aws:iam::999999999999:user/Bob';
const session = `arn:aws:sts::${account}:assumed-role/audit/app`;
const service = 'apigateway.amazonaws.com';

const principals = casesOf(`${userGuide}/reference_policies_elements_principal.html`, 'Allow', [
  ['a user is named by ARN', { Principal: { AWS: bob } }, bob, true],
  ['another user is not meant', { Principal: { AWS: bob } }, alice, false],
  ['names have case', { Principal: { AWS: bob } }, bob.replace('Bob', 'bob'), false],
  ['an account is named by its root ARN', { Principal: { AWS: root } }, bob, true],
  ['an account is named by its number', { Principal: { AWS: account } }, bob, true],
  ['an account includes the sessions of its roles', { Principal: { AWS: account } }, session, true],
  ['another account is not meant', { Principal: { AWS: root } }, stranger, false],
  ['a session is named by ARN', { Principal: { AWS: session } }, session, true],
  ['several principals are joined by OR', { Principal: { AWS: [alice, bob] } }, bob, true],
  ['types of principals are joined by OR', { Principal: { AWS: alice, Service: service } }, service, true],
  ['a service is named by its name', { Principal: { Service: service } }, service, true],
  ['another service is not meant', { Principal: { Service: service } }, 'sns.amazonaws.com', false],
  ['a service is no account', { Principal: { Service: service } }, bob, false],
  ['* is everyone', { Principal: '*' }, stranger, true],
  ['* is anonymous callers as well', { Principal: '*' }, undefined, true],
  ['{"AWS": "*"} is the same', { Principal: { AWS: '*' } }, undefined, true],
  [
    'no wildcard matches a part of a name',
    { Principal: { AWS: `arn:aws:iam::${account}:user/*` } },
    bob,
    false,
  ],
  ['nobody named is anonymous', { Principal: { AWS: bob } }, undefined, false],
]);

/** The policy of a role that states which principals may assume it. */
const trust: PolicyCase = {
  source: `${userGuide}/reference_policies_elements_principal.html`,
  rule: 'a trust policy has no resource',
  policy: policyOf({ Effect: 'Allow', Action: 's3:*', Principal: { AWS: bob } }),
  request: requestOf('s3:GetObject', object, {}, bob),
  expected: 'allow',
};

const denied = casesOf(`${userGuide}/reference_policies_elements_principal.html`, 'Deny', [
  ['a Deny of an account reaches its users', { Principal: { AWS: root } }, bob, true],
  ['a Deny of an account does not apply to others', { Principal: { AWS: root } }, stranger, false],
]);

const spared = casesOf(
  `${userGuide}/reference_policies_elements_notprincipal.html#specifying-notprincipal`,
  'Deny',
  [
    ['NotPrincipal does not apply to the one it names', { NotPrincipal: { AWS: [bob, root] } }, bob, false],
    ['NotPrincipal denies others', { NotPrincipal: { AWS: [bob, root] } }, stranger, true],
    [
      'naming the account still applies to its other users',
      { NotPrincipal: { AWS: [bob, root] } },
      alice,
      true,
    ],
    [
      'NotPrincipal does not apply to the account root itself',
      { NotPrincipal: { AWS: [bob, root] } },
      root,
      false,
    ],
    ['NotPrincipal denies anonymous callers', { NotPrincipal: { AWS: bob } }, undefined, true],
    [
      'NotPrincipal does not apply to a session by its name',
      { NotPrincipal: { AWS: [session, root] } },
      session,
      false,
    ],
    [
      'NotPrincipal applies to every other session',
      { NotPrincipal: { AWS: [session, root] } },
      `${session}2`,
      true,
    ],
  ],
);

const allowed = casesOf(
  `${userGuide}/reference_policies_elements_notprincipal.html#specifying-notprincipal-allow`,
  'Allow',
  [
    ['NotPrincipal with Allow reaches all others', { NotPrincipal: { AWS: bob } }, alice, true],
    ['NotPrincipal with Allow leaves the one out', { NotPrincipal: { AWS: bob } }, bob, false],
    ['NotPrincipal with Allow reaches anonymous callers', { NotPrincipal: { AWS: bob } }, undefined, true],
  ],
);

/** Principal and NotPrincipal, under Allow and Deny. */
export const principalCases: readonly PolicyCase[] = [...principals, trust, ...denied, ...spared, ...allowed];
