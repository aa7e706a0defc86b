/** The reasons of a decision: the deciding statement, and the statements that nearly matched. */
import { explain } from '../../../local/iam/explain';
import type { Statement } from '../../../local/iam/policy';
import { dynamodbCases } from './policy-cases/dynamodb-cases';
import { evaluationCases } from './policy-cases/evaluation-cases';
import { principalCases } from './policy-cases/principal-cases';
import { setCases } from './policy-cases/set-cases';
import { variableCases } from './policy-cases/variable-cases';

const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/t';
const keys = 'dynamodb:LeadingKeys';
const role = 'arn:aws:iam::123456789012:role/auth';

const query: Statement = { Sid: 'Query', Effect: 'Allow', Action: 'dynamodb:Query', Resource: table };
const request = { action: 'dynamodb:Query', resource: table, context: { [keys]: ['ACCOUNT#ada'] } };

function mismatchesOf(more: Partial<Statement>, asked = request) {
  const { nearMisses } = explain([{ Version: '2012-10-17', Statement: { ...query, ...more } }], asked);
  return nearMisses.map(({ mismatches }) => mismatches);
}

describe('explain', () => {
  test('names the statement that allowed and the one that denied, and no near misses', () => {
    const refusal: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
    expect(explain([{ Statement: query }], request)).toEqual({
      decision: 'allow',
      statement: query,
      place: { policy: 0, statement: 0, sid: 'Query' },
      nearMisses: [],
    });
    expect(explain([{ Statement: query }, { Statement: [refusal] }], request)).toEqual({
      decision: 'explicit-deny',
      statement: refusal,
      place: { policy: 1, statement: 0 },
      nearMisses: [],
    });
  });

  test('finds the statements whose action matched, in the order of the policies', () => {
    const other = { ...query, Action: 'dynamodb:Scan' };
    const elsewhere = { ...query, Resource: `${table}2` };
    const wide: Statement = { Effect: 'Allow', NotAction: 'kms:*', Resource: `${table}/index/*` };
    const policies = [{ Statement: [other, elsewhere] }, { Statement: wide }];
    expect(explain(policies, request)).toEqual({
      decision: 'implicit-deny',
      nearMisses: [
        {
          statement: elsewhere,
          place: { policy: 0, statement: 1, sid: 'Query' },
          mismatches: [{ element: 'Resource' }],
        },
        { statement: wide, place: { policy: 1, statement: 0 }, mismatches: [{ element: 'Resource' }] },
      ],
    });
  });

  test('finds nothing near where no Allow names the action', () => {
    const refusal: Statement = { Effect: 'Deny', Action: 'dynamodb:Query', Resource: `${table}2` };
    expect(explain([{ Statement: [refusal] }], request).nearMisses).toEqual([]);
    expect(explain([], request).nearMisses).toEqual([]);
  });

  test('names the keys whose conditions failed, and only those', () => {
    const Condition = {
      'ForAllValues:StringLike': { [keys]: 'FOO#*' },
      Null: { [keys]: 'false' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    };
    expect(mismatchesOf({ Condition })).toEqual([
      [
        {
          element: 'Condition',
          operator: 'ForAllValues:StringLike',
          key: keys,
          expected: ['FOO#*'],
          reason: 'mismatch',
        },
        {
          element: 'Condition',
          operator: 'Bool',
          key: 'aws:MultiFactorAuthPresent',
          expected: ['true'],
          reason: 'absent',
        },
      ],
    ]);
  });

  test('distinguishes an absent key from one that does not match, in any case of its name', () => {
    const Condition = { Null: { 'DYNAMODB:leadingkeys': 'false' } };
    const reasonsOf = (context: { [keys]: string[] }) => mismatchesOf({ Condition }, { ...request, context });
    expect(reasonsOf({ [keys]: [] })).toMatchObject([[{ key: 'DYNAMODB:leadingkeys', reason: 'absent' }]]);
    expect(reasonsOf({ [keys]: [''] })).toMatchObject([
      [{ key: 'DYNAMODB:leadingkeys', reason: 'mismatch' }],
    ]);
  });

  test.each<[string, Partial<Statement>]>([
    ['an operator that does not exist', { Condition: { StringMatches: { [keys]: 'a' } } }],
    ['a malformed value', { Condition: { NotIpAddress: { [keys]: '10.0.0.0/99' } } }],
  ])('reports that %s cannot be evaluated', (_what, more) => {
    expect(mismatchesOf(more)).toMatchObject([[{ element: 'Condition', reason: 'unjudged' }]]);
  });

  const { Resource, ...withoutResource } = query;
  test.each<[Statement, string]>([
    [{ ...withoutResource, NotResource: '*' }, 'NotResource'],
    [{ ...query, Principal: { AWS: `${role}2` } }, 'Principal'],
    [{ ...query, NotPrincipal: { AWS: role } }, 'NotPrincipal'],
  ])('names the element that %j fails by: %s', (statement, element) => {
    const { nearMisses } = explain([{ Statement: statement }], { ...request, principal: role });
    expect(nearMisses).toEqual([
      { statement, place: { policy: 0, statement: 0, sid: 'Query' }, mismatches: [{ element }] },
    ]);
  });

  test('names all that a statement missed', () => {
    const more = { Resource: `${table}2`, Condition: { StringEquals: { k: 'a' } } };
    expect(mismatchesOf(more)).toMatchObject([[{ element: 'Resource' }, { element: 'Condition', key: 'k' }]]);
  });

  test('never repeats a value of the request', () => {
    const Condition = { 'ForAllValues:StringLike': { [keys]: 'FOO#*' } };
    const text = JSON.stringify(explain([{ Statement: { ...query, Condition } }], request));
    expect(text).toContain('implicit-deny');
    expect(text).not.toContain('ada');
  });

  test('decides every case of the tables as the evaluator does, and gives a reason for each near miss', () => {
    const cases = [dynamodbCases, evaluationCases, principalCases, setCases, variableCases].flat();
    for (const { policy, request: asked, expected } of cases) {
      const { decision, nearMisses } = explain([policy].flat(), asked);
      expect(decision).toBe(expected);
      expect(nearMisses.filter(({ mismatches }) => mismatches.length === 0)).toEqual([]);
    }
  });
});
