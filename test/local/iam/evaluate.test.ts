/** The evaluation of whole policies: IAM user guide, "Policy evaluation logic" and "JSON policy elements". */
import { evaluate } from '../../../local/iam/evaluate';
import { PolicyError, parsePolicy } from '../../../local/iam/parse-policy';
import type { Statement } from '../../../local/iam/policy';

const account = '123456789012';
const role = `arn:aws:iam::${account}:role/auth`;
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/t`;

function decide(
  statements: Statement | readonly Statement[],
  action: string,
  resource = table,
  principal?: string,
) {
  const request = { action, resource, context: {}, ...(principal !== undefined && { principal }) };
  return evaluate([{ Version: '2012-10-17', Statement: statements }], request);
}

const allow = (more: Partial<Statement>): Statement => ({ Effect: 'Allow', ...more });
const deny = (more: Partial<Statement>): Statement => ({ Effect: 'Deny', ...more });
const all = { Action: '*', Resource: '*' };

describe('evaluate', () => {
  test('denies implicitly what no statement matches', () => {
    expect(decide([], 'dynamodb:GetItem')).toEqual({ decision: 'implicit-deny' });
    expect(evaluate([], { action: 'a:b', resource: '*', context: {} }).decision).toBe('implicit-deny');
  });

  test('lets a deny win at any position, and returns it', () => {
    const refusal = deny({ Action: 'dynamodb:Scan', Resource: '*' });
    expect(decide([allow(all), refusal], 'dynamodb:Scan')).toEqual({
      decision: 'explicit-deny',
      statement: refusal,
      place: { policy: 0, statement: 1 },
    });
    expect(decide([refusal, allow(all)], 'dynamodb:Scan').decision).toBe('explicit-deny');
    expect(decide([refusal, allow(all)], 'dynamodb:Query')).toMatchObject({
      decision: 'allow',
      statement: all,
    });
  });

  test('lets a deny of one policy win over an allow of another', () => {
    const policies = [{ Statement: allow(all) }, { Statement: [deny(all)] }];
    expect(evaluate(policies, { action: 'a:b', resource: '*', context: {} }).decision).toBe('explicit-deny');
  });

  test.each<[Partial<Statement>, string, string, boolean]>([
    [{ Action: 'dynamodb:GetItem', Resource: table }, 'dynamodb:GetItem', table, true],
    [{ Action: 'DYNAMODB:getitem', Resource: table }, 'dynamodb:GetItem', table, true],
    [{ Action: 'dynamodb:Get*', Resource: table }, 'dynamodb:GetItem', table, true],
    [{ Action: ['a:b', 'dynamodb:*'], Resource: ['x', table] }, 'dynamodb:Query', table, true],
    [{ Action: 'dynamodb:GetItem', Resource: table }, 'dynamodb:GetItem', `${table}/index/g`, false],
    [
      { Action: 'dynamodb:GetItem', Resource: `${table}/index/*` },
      'dynamodb:GetItem',
      `${table}/index/g`,
      true,
    ],
    [{ Action: 'dynamodb:GetItem', Resource: table.toUpperCase() }, 'dynamodb:GetItem', table, false],
    [{ NotAction: 'dynamodb:Scan', Resource: '*' }, 'dynamodb:Query', table, true],
    [{ NotAction: 'dynamodb:Scan', Resource: '*' }, 'dynamodb:Scan', table, false],
    [{ NotAction: ['iam:*', 'dynamodb:*'], Resource: '*' }, 'dynamodb:Scan', table, false],
    [{ Action: '*', NotResource: table }, 'dynamodb:Scan', `${table}2`, true],
    [{ Action: '*', NotResource: table }, 'dynamodb:Scan', table, false],
    [{ Action: '*' }, 'dynamodb:Scan', table, false],
    [{ Resource: '*' }, 'dynamodb:Scan', table, false],
  ])('of %j for %s on %s: allowed %s', (statement, action, resource, allowed) => {
    expect(decide(allow(statement), action, resource).decision).toBe(allowed ? 'allow' : 'implicit-deny');
  });

  test.each<[Partial<Statement>, string, string]>([
    [{ Principal: '*' }, 'allow', 'direct'],
    [{ Principal: { AWS: '*' } }, 'allow', 'direct'],
    [{ Principal: { AWS: role } }, 'allow', 'direct'],
    [{ Principal: { AWS: ['arn:aws:iam::1:role/x', role] } }, 'allow', 'direct'],
    [{ Principal: { AWS: `arn:aws:iam::${account}:root` } }, 'allow', 'account'],
    [{ Principal: { AWS: account } }, 'allow', 'account'],
    [{ Principal: { AWS: 'arn:aws:iam::999999999999:root' } }, 'implicit-deny', ''],
    [{ Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }, 'implicit-deny', ''],
    [{ Principal: { Service: 'apigateway.amazonaws.com' } }, 'implicit-deny', ''],
    [{ NotPrincipal: { AWS: role } }, 'implicit-deny', ''],
    [{ NotPrincipal: { AWS: 'arn:aws:iam::1:role/x' } }, 'allow', 'direct'],
  ])('of a key policy with %j for a role: %s %s', (who, decision, fit) => {
    const result = decide(allow({ ...all, ...who }), 'kms:Sign', 'k', role);
    expect(result.decision).toBe(decision);
    expect(result.throughAccount).toBe(fit === 'account' ? true : undefined);
  });

  test('prefers a statement that names the principal over one that names its account', () => {
    const root = allow({ ...all, Principal: { AWS: account } });
    const direct = allow({ ...all, Principal: { AWS: role } });
    expect(decide([root, direct], 'kms:Sign', 'k', role)).toEqual({
      decision: 'allow',
      statement: direct,
      place: { policy: 0, statement: 1 },
    });
  });

  test('returns which policy and which statement decided, with its Sid if it has one', () => {
    const first = { Statement: [allow({ Action: 'a:b', Resource: 'x' })] };
    const second = {
      Statement: [allow({ Action: 'c:d', Resource: 'x' }), allow({ ...all, Sid: 'Everything' })],
    };
    const request = { action: 'a:b', resource: 'y', context: {} };
    expect(evaluate([first, second], request).place).toEqual({ policy: 1, statement: 1, sid: 'Everything' });
    expect(evaluate([first, second], { ...request, resource: 'x' }).place).toEqual({
      policy: 0,
      statement: 0,
    });
    expect(evaluate([first], request).place).toBeUndefined();
  });

  test('matches no unknown caller if a principal is named', () => {
    expect(decide(allow({ ...all, Principal: { AWS: role } }), 'kms:Sign').decision).toBe('implicit-deny');
  });
});

describe('parsePolicy', () => {
  const statement = { Effect: 'Allow', Action: 'a:b', Resource: '*' };

  test('accepts one statement and several', () => {
    expect(parsePolicy({ Statement: statement })).toEqual({ Statement: statement });
    expect(parsePolicy({ Version: '2012-10-17', Statement: [statement] }).Statement).toHaveLength(1);
  });

  test.each<unknown>([
    undefined,
    null,
    'Allow',
    [],
    {},
    { Statement: ['x'] },
    { Statement: { ...statement, Effect: 'allow' } },
    { Statement: { ...statement, Action: undefined } },
    { Statement: { ...statement, NotAction: 'c:d' } },
    { Statement: { ...statement, Action: 7 } },
    { Statement: { ...statement, Resource: undefined } },
    { Statement: { ...statement, Resource: [1] } },
    { Statement: { ...statement, NotResource: 'x' } },
    { Statement: { ...statement, Condition: 'x' } },
    { Statement: { ...statement, Condition: { Bool: 'x' } } },
    { Statement: { ...statement, Condition: { Bool: { k: {} } } } },
  ])('rejects %j', (value) => {
    expect(() => parsePolicy(value)).toThrow(PolicyError);
  });
});
