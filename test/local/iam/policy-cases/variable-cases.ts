/** Cases of policy variables, their escapes and defaults, and of the versions of the policy language. */
import type { PolicyDocument, Statement } from '../../../../local/iam/policy';
import { conditionCases, type PolicyCase, policyOf, requestOf, userGuide } from './policy-case';

const page = `${userGuide}/reference_policies_variables.html`;
const name = 'aws:username';
const team = 'aws:PrincipalTag/team';

type Row = readonly [
  rule: string,
  resource: string,
  context: Readonly<Record<string, string | readonly string[]>>,
  asked: string,
  matches: boolean,
];

const bucket = 'arn:aws:s3:::bucket';

const inResource = (source: string, rows: readonly Row[]): PolicyCase[] =>
  rows.map(([rule, Resource, context, asked, matches]) => ({
    source,
    rule,
    policy: policyOf({ Effect: 'Allow', Action: 's3:GetObject', Resource }),
    request: requestOf('s3:GetObject', asked, context),
    expected: matches ? 'allow' : 'implicit-deny',
  }));

const resources = inResource(`${page}#policy-vars-resourceelement`, [
  ['a variable is replaced', `${bucket}/\${aws:username}/*`, { [name]: 'ada' }, `${bucket}/ada/x`, true],
  [
    'a variable keeps others out',
    `${bucket}/\${aws:username}/*`,
    { [name]: 'ada' },
    `${bucket}/bob/x`,
    false,
  ],
  [
    'names of variables have no case',
    `${bucket}/\${AWS:UserName}/*`,
    { [name]: 'ada' },
    `${bucket}/ada/x`,
    true,
  ],
  [
    'a variable may be a part of a name',
    `arn:aws:sqs:us-east-2:*:\${aws:username}-queue`,
    { [name]: 'ada' },
    'arn:aws:sqs:us-east-2:1:ada-queue',
    true,
  ],
  ['a tag is a variable', `${bucket}/\${aws:PrincipalTag/team}`, { [team]: 'red' }, `${bucket}/red`, true],
  [
    'two variables may stand together',
    `${bucket}/\${aws:PrincipalTag/team}/\${aws:username}`,
    { [team]: 'red', [name]: 'ada' },
    `${bucket}/red/ada`,
    true,
  ],
  [
    'no variable stands before the fifth colon',
    `arn:aws:sqs:\${aws:RequestedRegion}:1:q`,
    { 'aws:RequestedRegion': 'eu-west-1' },
    'arn:aws:sqs:eu-west-1:1:q',
    false,
  ],
]);

const withoutValue = inResource(`${page}#policy-vars-no-value`, [
  [
    'a variable without a value matches no resource',
    `${bucket}/\${aws:username}/*`,
    {},
    `${bucket}/ada/x`,
    false,
  ],
  ['not even its own text', `${bucket}/\${aws:username}`, {}, `${bucket}/\${aws:username}`, false],
  [
    'a key of several values is no variable',
    `${bucket}/\${aws:TagKeys}`,
    { 'aws:TagKeys': ['a', 'b'] },
    `${bucket}/a`,
    false,
  ],
]);

const escapes = inResource(`${page}#policy-vars-specialchars`, [
  ['an escaped asterisk is itself', `${bucket}/a\${*}b`, {}, `${bucket}/a*b`, true],
  ['an escaped asterisk is no wildcard', `${bucket}/a\${*}b`, {}, `${bucket}/axb`, false],
  ['an escaped question mark is itself', `${bucket}/a\${?}`, {}, `${bucket}/a?`, true],
  ['an escaped question mark is no wildcard', `${bucket}/a\${?}`, {}, `${bucket}/ab`, false],
  [
    'an escaped dollar sign is itself',
    `${bucket}/\${$}{aws:username}`,
    { [name]: 'ada' },
    `${bucket}/\${aws:username}`,
    true,
  ],
  ['wildcards next to an escape keep their meaning', `${bucket}/*\${*}?`, {}, `${bucket}/xyz*1`, true],
]);

const defaults = inResource(`${page}#policy-vars-default-values`, [
  ['a default stands in', `${bucket}/\${aws:userid, 'anonymous'}`, {}, `${bucket}/anonymous`, true],
  [
    'a value goes before the default',
    `${bucket}/\${aws:userid, 'anonymous'}`,
    { 'aws:userid': 'AIDA' },
    `${bucket}/AIDA`,
    true,
  ],
  [
    'the default is not an alternative',
    `${bucket}/\${aws:userid, 'anonymous'}`,
    { 'aws:userid': 'AIDA' },
    `${bucket}/anonymous`,
    false,
  ],
]);

const conditions = conditionCases(`${page}#policy-vars-conditionelement`, [
  [
    'StringEquals has variables',
    { StringEquals: { k: `\${aws:username}` } },
    { k: 'ada', [name]: 'ada' },
    true,
  ],
  [
    'StringEquals of a variable regards case',
    { StringEquals: { k: `\${aws:username}` } },
    { k: 'Ada', [name]: 'ada' },
    false,
  ],
  [
    'StringEqualsIgnoreCase has variables',
    { StringEqualsIgnoreCase: { k: `\${aws:username}` } },
    { k: 'ADA', [name]: 'ada' },
    true,
  ],
  [
    'StringLike has variables',
    { StringLike: { 'sns:Endpoint': `https://example.com/\${aws:username}/*` } },
    { 'sns:endpoint': 'https://example.com/ada/x', [name]: 'ada' },
    true,
  ],
  ['StringEquals has escapes', { StringEquals: { k: `\${*}` } }, { k: '*' }, true],
  [
    'ArnLike has variables',
    { ArnLike: { k: `arn:aws:iam::1:user/\${aws:username}` } },
    { k: 'arn:aws:iam::1:user/ada', [name]: 'ada' },
    true,
  ],
  [
    'ArnEquals takes a variable for the whole',
    { ArnEquals: { k: `\${aws:PrincipalArn}` } },
    { k: 'arn:aws:iam::1:user/ada', 'aws:PrincipalArn': 'arn:aws:iam::1:user/ada' },
    true,
  ],
  ['numbers have none', { NumericEquals: { k: `\${n}` } }, { k: '1', n: '1' }, false],
  ['dates have none', { DateNotEquals: { k: `\${n}` } }, { k: '2020', n: '2021' }, false],
  ['addresses have none', { NotIpAddress: { k: `\${n}` } }, { k: '10.0.0.1', n: '10.0.0.2' }, false],
]);

const silent = `${page} (does not say whether a value's wildcards count: the narrow reading)`;
const literalValues: readonly PolicyCase[] = [
  ...inResource(silent, [
    [
      'a wildcard in a value is itself',
      `${bucket}/\${aws:username}/*`,
      { [name]: '*' },
      `${bucket}/ada/x`,
      false,
    ],
  ]),
  ...conditionCases(silent, [
    [
      'a wildcard in a value is itself in StringLike',
      { StringLike: { k: `\${aws:username}` } },
      { k: 'ada', [name]: '*' },
      false,
    ],
  ]),
];

const booleans = conditionCases(
  `${userGuide}/reference_policies_elements_condition_operators.html#Conditions_Boolean`,
  [
    [
      'Bool has variables',
      { Bool: { k: `\${aws:SecureTransport}` } },
      { k: 'true', 'aws:SecureTransport': 'true' },
      true,
    ],
  ],
);

const unset = conditionCases(`${page}#policy-vars-no-value`, [
  ['nothing is equal to no value', { StringEquals: { k: `\${aws:username}` } }, { k: 'ada' }, false],
  ['nothing is like no value', { StringLike: { k: `\${aws:username}*` } }, { k: 'ada' }, false],
  ['an absent key is not equal to no value', { StringEquals: { k: `\${aws:username}` } }, {}, false],
  [
    'inverted operators hold against no value',
    { StringNotEquals: { k: `\${aws:username}` } },
    { k: 'ada' },
    true,
  ],
  ['the other values still count', { StringEquals: { k: [`\${aws:username}`, 'ada'] } }, { k: 'ada' }, true],
]);

const own: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/\${aws:username}/*` };
const inVersion = (Version: string | undefined): PolicyDocument => ({
  ...(Version !== undefined && { Version }),
  Statement: own,
});
const allowed = (
  asked: string,
  Version: string | undefined,
  rule: string,
  expected: PolicyCase['expected'],
) => ({
  source: `${userGuide}/reference_policies_elements_version.html`,
  rule,
  policy: inVersion(Version),
  request: requestOf('s3:GetObject', asked, { [name]: 'ada' }),
  expected,
});

const versions: PolicyCase[] = [
  allowed(`${bucket}/ada/x`, '2012-10-17', '2012-10-17 knows variables', 'allow'),
  allowed(`${bucket}/ada/x`, '2008-10-17', '2008-10-17 knows no variables', 'implicit-deny'),
  allowed(`${bucket}/ada/x`, undefined, 'no version is 2008-10-17', 'implicit-deny'),
  allowed(`${bucket}/\${aws:username}/x`, undefined, 'variables are literal texts there', 'allow'),
];

const all: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denials: PolicyCase[] = [
  {
    source: `${page}#policy-vars-no-value`,
    rule: 'a Deny whose Resource has no value matches no resource',
    policy: policyOf(all, { ...own, Effect: 'Deny' }),
    request: requestOf('s3:GetObject', `${bucket}/ada/x`),
    expected: 'allow',
  },
  {
    source: `${page}#policy-vars-no-value`,
    rule: 'a Deny whose NotResource has no value excludes no resource',
    policy: policyOf(all, { Effect: 'Deny', Action: '*', NotResource: `${bucket}/\${aws:username}/*` }),
    request: requestOf('s3:GetObject', `${bucket}/ada/x`),
    expected: 'explicit-deny',
  },
  {
    source: `${page} (Note: a variable that cannot be resolved may make the statement invalid)`,
    rule: 'an Allow whose NotResource has no value allows nothing',
    policy: policyOf({ Effect: 'Allow', Action: '*', NotResource: `${bucket}/\${aws:username}/*` }),
    request: requestOf('s3:GetObject', `${bucket}/ada/x`),
    expected: 'implicit-deny',
  },
];

/** Policy variables in resources and conditions. */
export const variableCases: readonly PolicyCase[] = [
  ...resources,
  ...withoutValue,
  ...escapes,
  ...defaults,
  ...conditions,
  ...literalValues,
  ...booleans,
  ...unset,
  ...versions,
  ...denials,
];
