/** Tests the evaluator with the tables of policy cases, which follow the AWS documentation. */
import { evaluate } from '../../../../local/iam/evaluate';
import { addressCases } from './address-cases';
import { dynamodbCases } from './dynamodb-cases';
import { elementCases } from './element-cases';
import { evaluationCases } from './evaluation-cases';
import { numberCases } from './number-cases';
import type { PolicyCase } from './policy-case';
import { principalCases } from './principal-cases';
import { setCases } from './set-cases';
import { stringCases } from './string-cases';
import { variableCases } from './variable-cases';

const tables: Readonly<Record<string, readonly PolicyCase[]>> = {
  'the order of evaluation': evaluationCases,
  'actions and resources': elementCases,
  principals: principalCases,
  strings: stringCases,
  'numbers, dates, Booleans and bytes': numberCases,
  'addresses and ARNs': addressCases,
  'absent keys and sets of values': setCases,
  'policy variables': variableCases,
  'leading keys': dynamodbCases,
};

describe.each(Object.entries(tables))('%s', (_subject, cases) => {
  test.each(cases)('$rule: $expected', ({ policy, request, expected }) => {
    expect(evaluate([policy].flat(), request).decision).toBe(expected);
  });
});

test('the tables hold at least 150 cases, all with an AWS page as their source, none twice', () => {
  const cases = Object.values(tables).flat();
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(cases.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
  const asked = cases.map(({ policy, request }) => JSON.stringify([policy, request]));
  expect(new Set(asked).size).toBe(cases.length);
});
