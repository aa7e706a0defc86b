import { estimateValues, UNKNOWN } from '../../../lib/checks/estimate-values';

test('values that only the deployment knows become long texts, and others are unchanged', () => {
  const value = { a: [1, null, true, { Ref: 'X' }], b: { 'Fn::GetAtt': ['X', 'Arn'] }, Ref: 'not alone' };
  expect(estimateValues(value)).toEqual({ a: [1, null, true, UNKNOWN], b: UNKNOWN, Ref: 'not alone' });
});

test('parts are joined, and a known length is used', () => {
  const value = { 'Fn::Join': ['-', ['a', { Ref: 'Known' }, { Ref: 'X' }]] };
  const lengthOf = (id: string) => (id === 'Known' ? 3 : undefined);
  expect(estimateValues(value, lengthOf)).toBe(`a-xxx-${UNKNOWN}`);
});
