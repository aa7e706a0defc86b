/** Cases of the order of evaluation, and of statements that cannot be evaluated. */
import type { PolicyDocument, Statement } from '../../../../local/iam/policy';
import { type PolicyCase, policyOf, requestOf, userGuide } from './policy-case';

const logic = `${userGuide}/reference_policies_evaluation-logic_policy-eval-denyallow.html`;
const operators = `${userGuide}/reference_policies_elements_condition_operators.html`;
const bucket = 'arn:aws:s3:::bucket/a';
const read = requestOf('s3:GetObject', bucket, {
  'aws:SecureTransport': 'false',
  'aws:SourceIp': '10.0.0.1',
});

const allow: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const deny: Statement = { Effect: 'Deny', Action: 's3:Get*', Resource: '*' };
const elsewhere: Statement = { Effect: 'Deny', Action: 's3:Put*', Resource: '*' };
const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
const secure = { Bool: { 'aws:SecureTransport': 'true' } };

type Row = readonly [rule: string, policies: readonly PolicyDocument[], expected: PolicyCase['expected']];
const casesOf = (source: string, rows: readonly Row[]): PolicyCase[] =>
  rows.map(([rule, policy, expected]) => ({ source, rule, policy, request: read, expected }));

const order = casesOf(logic, [
  ['without policies all is denied', [], 'implicit-deny'],
  ['without statements all is denied', [policyOf()], 'implicit-deny'],
  ['an Allow allows', [policyOf(allow)], 'allow'],
  ['a Deny denies', [policyOf(deny)], 'explicit-deny'],
  ['a Deny wins behind an Allow', [policyOf(allow, deny)], 'explicit-deny'],
  ['a Deny wins before an Allow', [policyOf(deny, allow)], 'explicit-deny'],
  ['a Deny wins in another policy', [policyOf(allow), policyOf(deny)], 'explicit-deny'],
  ['a Deny wins in the first policy', [policyOf(deny), policyOf(allow)], 'explicit-deny'],
  ['a Deny of another action does not matter', [policyOf(allow, elsewhere)], 'allow'],
  ['a Deny of another action alone allows nothing', [policyOf(elsewhere)], 'implicit-deny'],
  ['an Allow of any policy is enough', [policyOf(elsewhere), policyOf(), policyOf(allow)], 'allow'],
  ['two Allows are one', [policyOf(allow, allow)], 'allow'],
  ['a Deny whose condition holds wins', [policyOf(allow, { ...deny, Condition: insecure })], 'explicit-deny'],
  [
    'a Deny whose condition fails does not matter',
    [policyOf(allow, { ...deny, Condition: secure })],
    'allow',
  ],
  [
    'an Allow whose condition fails does not allow',
    [policyOf({ ...allow, Condition: secure })],
    'implicit-deny',
  ],
  [
    'a Deny with NotAction denies the others',
    [policyOf(allow, { Effect: 'Deny', NotAction: 's3:List*', Resource: '*' })],
    'explicit-deny',
  ],
  [
    'a Deny with NotAction does not apply to what it names',
    [policyOf(allow, { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' })],
    'allow',
  ],
  [
    'a Deny with NotResource denies the others',
    [policyOf(allow, { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::x' })],
    'explicit-deny',
  ],
  [
    'a Deny with NotResource does not apply to what it names',
    [policyOf(allow, { Effect: 'Deny', Action: '*', NotResource: bucket })],
    'allow',
  ],
  ['a Statement may stand without a list', [{ Version: '2012-10-17', Statement: allow }], 'allow'],
]);

/** A Deny with the condition next to an Allow, and an Allow with the condition alone. */
const unjudged = (rule: string, Condition: NonNullable<Statement['Condition']>): Row[] => [
  [`${rule} allows nothing`, [policyOf({ ...allow, Condition })], 'implicit-deny'],
  [`${rule} denies`, [policyOf(allow, { ...deny, Condition })], 'explicit-deny'],
];

const malformed = casesOf(`${operators} (what IAM refuses to store is never taken as an Allow)`, [
  ...unjudged('an operator that does not exist', { StringMatches: { 'aws:SourceIp': '10.0.0.1' } }),
  ...unjudged('a malformed range', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }),
  ...unjudged('a prefix that is no decimal number', { NotIpAddress: { 'aws:SourceIp': '192.168.0.0/0x8' } }),
  ...unjudged('a malformed number', { NumericNotEquals: { 'aws:MultiFactorAuthAge': 'many' } }),
  ...unjudged('a date without a time zone', { DateNotEquals: { 'aws:CurrentTime': '2020-01-01T00:00:00' } }),
  ...unjudged('a malformed binary value', { BinaryEquals: { k: 'not base64' } }),
]);

const ifExists = `${operators}#Conditions_IfExists`;
const tagged = (operator: string): Statement => ({
  ...deny,
  Condition: { [operator]: { 'aws:PrincipalTag/team': 'red' } },
});
const absent = casesOf(ifExists, [
  [
    'a Deny with a negated operator reaches requests without the key',
    [policyOf(allow, tagged('StringNotEquals'))],
    'explicit-deny',
  ],
  [
    'a Deny with a negated IfExists reaches them as well',
    [policyOf(allow, tagged('StringNotEqualsIfExists'))],
    'explicit-deny',
  ],
  ['a Deny with StringEquals does not apply to them', [policyOf(allow, tagged('StringEquals'))], 'allow'],
  [
    'a Deny with ForAllValues reaches them',
    [policyOf(allow, tagged('ForAllValues:StringEquals'))],
    'explicit-deny',
  ],
  [
    'a Deny with ForAnyValue does not apply to them',
    [policyOf(allow, tagged('ForAnyValue:StringEquals'))],
    'allow',
  ],
]);

/** Explicit deny, allow, implicit deny. */
export const evaluationCases: readonly PolicyCase[] = [...order, ...malformed, ...absent];
