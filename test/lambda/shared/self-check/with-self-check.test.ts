import { withSelfCheck } from '../../../../lambda/shared/self-check/with-self-check';

const request = async (event: unknown, context?: unknown) => ({ event, context });
const answers = { 'kms:Sign on key': true };

test('the event of a self-check, without other members, returns the answers of the check', async () => {
  const handler = withSelfCheck(request, () => ({ selfCheck: async () => answers }));
  expect(await handler({ selfCheck: true })).toBe(answers);
});

test.each([
  { httpMethod: 'GET', body: '{"selfCheck":true}' },
  { selfCheck: true, httpMethod: 'GET', requestContext: {} },
  { type: 'TOKEN', methodArn: 'arn', authorizationToken: 'Bearer {"selfCheck":true}' },
  { selfCheck: 'true' },
  { selfCheck: false },
  { selfCheck: { selfCheck: true } },
  { queryStringParameters: { selfCheck: 'true' }, headers: { selfCheck: 'true' } },
  {},
  null,
])('%j goes to the handler with its context, and loads nothing', async (event) => {
  const load = jest.fn();
  expect(await withSelfCheck(request, load)(event, 'context')).toEqual({ event, context: 'context' });
  expect(load).not.toHaveBeenCalled();
});
