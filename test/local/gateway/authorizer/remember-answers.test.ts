import { rememberAnswers } from '../../../../local/gateway/authorizer/remember-answers';

const payload = (principalId: string, context = {}) =>
  JSON.stringify({
    principalId,
    context,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
    },
  });

test('the same answer is parsed once, and another one separately', () => {
  const read = rememberAnswers();
  const ada = read(payload('ada'));
  expect(ada).toMatchObject({ principalId: 'ada', context: {} });
  expect(read(payload('ada'))).toBe(ada);
  expect(read(payload('ada', { admin: true }))).toMatchObject({ context: { admin: 'true' } });
});

test('an invalid answer throws each time', () => {
  const read = rememberAnswers();
  for (let time = 0; time < 2; time++) expect(() => read('[]')).toThrow('its response is not an object');
});

test('the number of stored answers is bounded', () => {
  const read = rememberAnswers();
  const first = read(payload('caller 0'));
  for (let caller = 1; caller <= 100; caller++) read(payload(`caller ${caller}`));
  expect(read(payload('caller 0'))).not.toBe(first);
});

test('a very long answer is not stored', () => {
  const read = rememberAnswers();
  const long = payload('ada', { note: 'x'.repeat(70_000) });
  expect(read(long)).not.toBe(read(long));
});
