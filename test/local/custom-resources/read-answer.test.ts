import { readAnswer, readReturned } from '../../../local/custom-resources/read-answer';

const sound = { Status: 'SUCCESS', PhysicalResourceId: 'id' };

test('an answer contains its id and its data as strings', () => {
  const Data = { Text: 'a', Number: 1, List: ['b'] };
  expect(readAnswer(JSON.stringify({ ...sound, Data }))).toEqual({
    physicalId: 'id',
    data: { Text: 'a', Number: '1', List: '["b"]' },
  });
  expect(readAnswer(JSON.stringify(sound))).toEqual({ physicalId: 'id', data: {} });
});

test.each([
  [{ Status: 'FAILED', Reason: 'because' }, 'because'],
  [{ Status: 'FAILED' }, 'FAILED'],
  [{ Status: 'SUCCESS' }, 'its response has no PhysicalResourceId'],
  [{}, 'its response has no Status'],
])('%j is a failure', (answer, failure) => {
  expect(readAnswer(JSON.stringify(answer))).toEqual({ failure });
});

test('an answer that CloudFormation would reject is a failure', () => {
  const answer = (length: number) =>
    readAnswer(JSON.stringify({ ...sound, Data: { A: 'x'.repeat(length) } }));
  const rest = JSON.stringify({ ...sound, Data: { A: '' } }).length;
  expect(answer(4_096 - rest)).not.toHaveProperty('failure');
  expect(answer(4_097 - rest)).toEqual({
    failure: 'its response has 4097 bytes, and CloudFormation accepts 4096',
  });
});

test('an answer that is not JSON is a failure', () => {
  expect(readAnswer('<html>')).toEqual({ failure: 'its response has no Status' });
});

test.each([
  ['null', { physicalId: 'request-1', data: {} }],
  ['{"PhysicalResourceId":"id","Data":{"A":1}}', { physicalId: 'id', data: { A: '1' } }],
])('behind the provider framework, %s counts as a success', (payload, provided) => {
  expect(readReturned(payload, 'request-1')).toEqual(provided);
});
