/** Cases of keys that may be absent or have several values: Null, IfExists, the set operators, and how conditions combine. */
import { conditionCases, type PolicyCase, userGuide } from './policy-case';

const operators = `${userGuide}/reference_policies_elements_condition_operators.html`;
const type = 'ec2:InstanceType';
const types = ['t1.*', 't2.*', 'm3.*'];

const existence = conditionCases(`${operators}#Conditions_IfExists`, [
  ['StringLike fails for resources without the key', { StringLike: { [type]: types } }, {}, false],
  ['StringLikeIfExists holds for them', { StringLikeIfExists: { [type]: types } }, {}, true],
  [
    'StringLikeIfExists compares a key that is there',
    { StringLikeIfExists: { [type]: types } },
    { [type]: 'c5.large' },
    false,
  ],
  [
    'StringLikeIfExists holds where it compares',
    { StringLikeIfExists: { [type]: types } },
    { [type]: 't2.nano' },
    true,
  ],
  ['StringNotEqualsIfExists holds without the key', { StringNotEqualsIfExists: { k: 'a' } }, {}, true],
  ['StringNotEqualsIfExists fails for the value', { StringNotEqualsIfExists: { k: 'a' } }, { k: 'a' }, false],
  ['NumericLessThanIfExists holds without the key', { NumericLessThanIfExists: { k: '1' } }, {}, true],
  [
    'IpAddressIfExists compares a key that is there',
    { IpAddressIfExists: { k: '10.0.0.0/8' } },
    { k: '11.0.0.1' },
    false,
  ],
  [
    'another clause can still fail',
    { StringLikeIfExists: { [type]: types }, Bool: { b: 'true' } },
    { b: 'false' },
    false,
  ],
  ['Null takes no IfExists', { NullIfExists: { k: 'true' } }, {}, false],
]);

const token = 'aws:TokenIssueTime';
const nulls = conditionCases(`${operators}#Conditions_Null`, [
  ['Null true holds without the key', { Null: { [token]: 'true' } }, {}, true],
  ['Null true fails with the key', { Null: { [token]: 'true' } }, { [token]: '2020-01-01T00:00:00Z' }, false],
  [
    'Null false holds with the key',
    { Null: { [token]: 'false' } },
    { [token]: '2020-01-01T00:00:00Z' },
    true,
  ],
  ['Null false fails without the key', { Null: { [token]: 'false' } }, {}, false],
  ['Null takes JSON booleans', { Null: { [token]: true } }, {}, true],
  ['Null takes a key with no values as absent', { Null: { k: 'true' } }, { k: [] }, true],
  ['Null false fails for a key whose value is empty', { Null: { k: 'false' } }, { k: '' }, false],
  ['Null knows true and false only', { Null: { k: 'maybe' } }, { k: 'a' }, false],
]);

const sets = `${userGuide}/reference_policies_condition-single-vs-multi-valued-context-keys.html`;
const tags = 'aws:TagKeys';
const every = (values: string | string[]) => ({ 'ForAllValues:StringEquals': { [tags]: values } });
const any = (values: string | string[]) => ({ 'ForAnyValue:StringEquals': { [tags]: values } });

const forAll = conditionCases(`${sets} (Set operators: ForAllValues)`, [
  [
    'every value has to compare',
    every(['environment', 'cost-center']),
    { [tags]: ['environment', 'cost-center'] },
    true,
  ],
  ['some of the policy are enough', every(['environment', 'cost-center']), { [tags]: ['environment'] }, true],
  [
    'one value more fails',
    every(['environment', 'cost-center']),
    { [tags]: ['environment', 'owner'] },
    false,
  ],
  ['it holds without the key', every('environment'), {}, true],
  ['it holds for an empty data set', every('environment'), { [tags]: [] }, true],
  ['it holds for an empty text', every('environment'), { [tags]: [''] }, true],
  ['Null false closes the gap: absent', { ...every('environment'), Null: { [tags]: 'false' } }, {}, false],
  [
    'Null false closes the gap: empty',
    { ...every('environment'), Null: { [tags]: 'false' } },
    { [tags]: [''] },
    false,
  ],
  [
    'Null false lets values through',
    { ...every('environment'), Null: { [tags]: 'false' } },
    { [tags]: ['environment'] },
    true,
  ],
  [
    'patterns hold for every value',
    { 'ForAllValues:StringLike': { [tags]: 'key1*' } },
    { [tags]: ['key1a', 'key1b'] },
    true,
  ],
  [
    'a pattern fails for one',
    { 'ForAllValues:StringLike': { [tags]: 'key1*' } },
    { [tags]: ['key1a', 'key2'] },
    false,
  ],
  [
    'negated, no value may compare',
    { 'ForAllValues:StringNotEquals': { [tags]: ['a', 'b'] } },
    { [tags]: ['c', 'a'] },
    false,
  ],
  [
    'negated, it holds where none does',
    { 'ForAllValues:StringNotEquals': { [tags]: ['a', 'b'] } },
    { [tags]: ['c', 'd'] },
    true,
  ],
  [
    'ARNs have sets as well',
    { 'ForAllValues:ArnLike': { k: 'arn:aws:iam::1:role/*' } },
    { k: ['arn:aws:iam::1:role/a', 'arn:aws:iam::2:role/a'] },
    false,
  ],
]);

const forAny = conditionCases(`${sets} (Set operators: ForAnyValue)`, [
  ['one value is enough', any(['webserver']), { [tags]: ['owner', 'webserver'] }, true],
  ['no value is not', any(['webserver']), { [tags]: ['owner', 'costs'] }, false],
  ['it fails without the key', any(['webserver']), {}, false],
  ['it fails for an empty data set', any(['webserver']), { [tags]: [] }, false],
  ['it fails for an empty text', any(['']), { [tags]: [''] }, false],
  ['negated, it fails without the key', { 'ForAnyValue:StringNotEquals': { [tags]: 'a' } }, {}, false],
  [
    'negated, one other value is enough',
    { 'ForAnyValue:StringNotEquals': { [tags]: 'a' } },
    { [tags]: ['a', 'b'] },
    true,
  ],
  [
    'negated, it fails where all compare',
    { 'ForAnyValue:StringNotEquals': { [tags]: ['a', 'b'] } },
    { [tags]: ['a', 'b'] },
    false,
  ],
  [
    'patterns find one',
    { 'ForAnyValue:StringLike': { [tags]: 'web*' } },
    { [tags]: ['owner', 'webserver'] },
    true,
  ],
]);

const required = conditionCases(`${sets} (Key points: multivalued keys require a set operator)`, [
  ['several values need a set operator', { StringEquals: { [tags]: 'a' } }, { [tags]: ['a', 'b'] }, false],
  [
    'several values need one though all compare',
    { StringEquals: { [tags]: ['a', 'b'] } },
    { [tags]: ['a', 'b'] },
    false,
  ],
  ['negated, they need one as well', { StringNotEquals: { [tags]: 'a' } }, { [tags]: ['b', 'c'] }, false],
  ['a set operator takes a single value', any('a'), { [tags]: 'a' }, true],
]);

const logic = `${userGuide}/reference_policies_condition-logic-multiple-context-keys-or-values.html`;
const combined = conditionCases(logic, [
  ['values are joined by OR', { StringEquals: { k: ['a', 'b', 'c'] } }, { k: 'c' }, true],
  [
    'values of a negated operator are joined by NOR',
    { StringNotEquals: { k: ['a', 'b'] } },
    { k: 'b' },
    false,
  ],
  ['NOR holds where none compares', { StringNotEquals: { k: ['a', 'b'] } }, { k: 'c' }, true],
  ['keys are joined by AND', { StringEquals: { k: 'a', l: 'b' } }, { k: 'a', l: 'b' }, true],
  ['keys are joined by AND: one fails', { StringEquals: { k: 'a', l: 'b' } }, { k: 'a', l: 'c' }, false],
  ['keys are joined by AND: one is absent', { StringEquals: { k: 'a', l: 'b' } }, { k: 'a' }, false],
  [
    'operators are joined by AND',
    { StringEquals: { k: 'a' }, NumericLessThan: { n: '5' } },
    { k: 'a', n: '4' },
    true,
  ],
  [
    'operators are joined by AND: one fails',
    { StringEquals: { k: 'a' }, NumericLessThan: { n: '5' } },
    { k: 'a', n: '5' },
    false,
  ],
  [
    'two operators may share a key',
    { StringLike: { k: 'a*' }, StringNotLike: { k: '*z' } },
    { k: 'az' },
    false,
  ],
  ['an empty condition holds', {}, {}, true],
]);

const keys = conditionCases(`${userGuide}/reference_policies_elements_condition.html`, [
  [
    'names of keys have no case',
    { StringEquals: { 'AWS:SourceVPC': 'vpc-1' } },
    { 'aws:sourceVpc': 'vpc-1' },
    true,
  ],
  [
    'names of tags in keys have none either',
    { StringEquals: { 'aws:ResourceTag/TagKey1': 'v' } },
    { 'aws:ResourceTag/tagkey1': 'v' },
    true,
  ],
  [
    'values of StringEquals do have case',
    { StringEquals: { 'aws:username': 'john' } },
    { 'aws:username': 'John' },
    false,
  ],
]);

/** Null, IfExists, ForAllValues, ForAnyValue, and AND, OR and NOR. */
export const setCases: readonly PolicyCase[] = [
  ...existence,
  ...nulls,
  ...forAll,
  ...forAny,
  ...required,
  ...combined,
  ...keys,
];
