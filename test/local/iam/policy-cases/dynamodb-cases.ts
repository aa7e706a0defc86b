/** Cases of fine-grained access to DynamoDB: `dynamodb:LeadingKeys`, `dynamodb:Attributes`, `dynamodb:Select`. */
import type { Statement } from '../../../../local/iam/policy';
import { type PolicyCase, policyOf, requestOf } from './policy-case';

const page = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html';
const table = 'arn:aws:dynamodb:us-west-2:123456789012:table/GameScores';
const keys = 'dynamodb:LeadingKeys';
const attributes = 'dynamodb:Attributes';
const id = 'www.amazon.com:user_id';

const verbs = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];
const own: Statement = {
  Sid: 'FullAccessToUserItems',
  Effect: 'Allow',
  Action: verbs.map((verb) => `dynamodb:${verb}`),
  Resource: table,
  Condition: { 'ForAllValues:StringEquals': { [keys]: `\${www.amazon.com:user_id}` } },
};
const prefix: Statement = {
  Effect: 'Allow',
  Action: 'dynamodb:*',
  Resource: [table, `${table}/index/*`],
  Condition: { 'ForAllValues:StringLike': { [keys]: 'FOO#*' }, Null: { [keys]: 'false' } },
};
const gap: Statement = { ...prefix, Condition: { 'ForAllValues:StringLike': { [keys]: 'FOO#*' } } };
const fields: Statement = {
  ...own,
  Condition: {
    'ForAllValues:StringEquals': { [attributes]: ['UserId', 'TopScore'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  },
};
const unlisted: Statement = {
  ...own,
  Condition: {
    'ForAllValues:StringNotLike': { [attributes]: ['FreeGamesAvailable', 'BossLevel*'] },
    StringEquals: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] },
  },
};
const plain: Statement = { ...own, Condition: { StringEquals: { [keys]: 'u1' } } };
const refusal: Statement = {
  ...own,
  Effect: 'Deny',
  Condition: { 'ForAnyValue:StringLike': { [keys]: 'ACCOUNT#*' } },
};

type Row = readonly [
  rule: string,
  statements: Statement | readonly Statement[],
  verb: string,
  context: Readonly<Record<string, string | readonly string[]>>,
  expected: PolicyCase['expected'],
];

const casesOf = (source: string, rows: readonly Row[], resource = table): PolicyCase[] =>
  rows.map(([rule, statements, verb, context, expected]) => ({
    source,
    rule,
    policy: policyOf(...[statements].flat()),
    request: requestOf(`dynamodb:${verb}`, resource, context),
    expected,
  }));

const leading = casesOf(`${page}#FGAC_DDB.Examples.1`, [
  ['an item of one’s own', own, 'GetItem', { [keys]: 'u1', [id]: 'u1' }, 'allow'],
  ['an item of somebody else', own, 'GetItem', { [keys]: 'u2', [id]: 'u1' }, 'implicit-deny'],
  ['an item without a signed-in user', own, 'GetItem', { [keys]: 'u1' }, 'implicit-deny'],
  ['a query of one’s own', own, 'Query', { [keys]: 'u1', [id]: 'u1' }, 'allow'],
  ['a batch of one’s own', own, 'BatchGetItem', { [keys]: ['u1', 'u1'], [id]: 'u1' }, 'allow'],
  ['a mixed batch of reads', own, 'BatchGetItem', { [keys]: ['u1', 'u2'], [id]: 'u1' }, 'implicit-deny'],
  ['a mixed batch of writes', own, 'BatchWriteItem', { [keys]: ['u2', 'u1'], [id]: 'u1' }, 'implicit-deny'],
  ['a scan is not among the actions', own, 'Scan', { [id]: 'u1' }, 'implicit-deny'],
  ['partition keys have case', own, 'GetItem', { [keys]: 'U1', [id]: 'u1' }, 'implicit-deny'],
]);

const prefixes = casesOf(`${page}#FGAC_DDB.ConditionKeys (LeadingKeys needs ForAllValues)`, [
  ['a key with the prefix', prefix, 'PutItem', { [keys]: 'FOO#1' }, 'allow'],
  ['a key with another prefix', prefix, 'PutItem', { [keys]: 'ACCOUNT#ada' }, 'implicit-deny'],
  ['a batch with the prefix', prefix, 'BatchWriteItem', { [keys]: ['FOO#1', 'FOO#2'] }, 'allow'],
  ['a mixed batch', prefix, 'BatchWriteItem', { [keys]: ['FOO#1', 'ACCOUNT#ada'] }, 'implicit-deny'],
  ['a scan, which has no leading keys', prefix, 'Scan', {}, 'implicit-deny'],
  ['an empty set of leading keys', prefix, 'BatchGetItem', { [keys]: [] }, 'implicit-deny'],
  ['a scan passes without the Null clause', gap, 'Scan', {}, 'allow'],
  ['a plain operator judges a single key', plain, 'GetItem', { [keys]: 'u1' }, 'allow'],
  [
    'a plain operator never allows a mixed batch',
    plain,
    'BatchGetItem',
    { [keys]: ['u1', 'u2'] },
    'implicit-deny',
  ],
  [
    'a Deny with ForAnyValue finds one of a batch',
    [prefix, refusal],
    'BatchGetItem',
    { [keys]: ['FOO#1', 'ACCOUNT#ada'] },
    'explicit-deny',
  ],
  [
    'a Deny with ForAnyValue does not apply to the others',
    [prefix, refusal],
    'BatchGetItem',
    { [keys]: ['FOO#1', 'FOO#2'] },
    'allow',
  ],
  ['a Deny with ForAnyValue does not apply to calls without keys', [gap, refusal], 'Query', {}, 'allow'],
]);

const inIndex = casesOf(
  `${page}#FGAC_DDB.Examples.5`,
  [
    ['an index has an ARN of its own', prefix, 'Query', { [keys]: 'FOO#1' }, 'allow'],
    ['a table’s grant does not reach its index', own, 'Query', { [keys]: 'u1', [id]: 'u1' }, 'implicit-deny'],
  ],
  `${table}/index/TopScoreDateTimeIndex`,
);

const columns = casesOf(`${page}#FGAC_DDB.Examples.2`, [
  ['the attributes that are listed', fields, 'GetItem', { [attributes]: ['UserId', 'TopScore'] }, 'allow'],
  ['one attribute more', fields, 'GetItem', { [attributes]: ['UserId', 'Wins'] }, 'implicit-deny'],
  [
    'a query that selects them',
    fields,
    'Query',
    { [attributes]: ['UserId'], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    'allow',
  ],
  [
    'a query that selects all',
    fields,
    'Query',
    { [attributes]: ['UserId'], 'dynamodb:Select': 'ALL_ATTRIBUTES' },
    'implicit-deny',
  ],
]);

const returned = 'dynamodb:ReturnValues';
const updates = casesOf(`${page}#FGAC_DDB.Examples.3`, [
  [
    'an update of other attributes',
    unlisted,
    'UpdateItem',
    { [attributes]: ['UserId', 'Wins'], [returned]: 'NONE' },
    'allow',
  ],
  [
    'an update of one that is kept',
    unlisted,
    'UpdateItem',
    { [attributes]: ['Wins', 'BossLevelUnlocked'], [returned]: 'NONE' },
    'implicit-deny',
  ],
  [
    'an update that returns everything',
    unlisted,
    'UpdateItem',
    { [attributes]: ['Wins'], [returned]: 'ALL_NEW' },
    'implicit-deny',
  ],
]);

/** Leading keys absent, mixed and in batches; attributes and indexes. */
export const dynamodbCases: readonly PolicyCase[] = [
  ...leading,
  ...prefixes,
  ...inIndex,
  ...columns,
  ...updates,
];
