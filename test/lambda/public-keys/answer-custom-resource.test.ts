/** What CloudFormation is answered. */
import {
  answerCustomResource,
  type CustomResourceAnswer,
  type CustomResourceEvent,
} from '../../../lambda/public-keys/answer-custom-resource';

const event: CustomResourceEvent = {
  RequestType: 'Create',
  ResponseURL: 'https://example.com/?signature=secret',
  StackId: 'stack-1',
  RequestId: 'request-1',
  LogicalResourceId: 'Keys',
  ResourceProperties: { KeyIds: ['a'] },
};
const about = {
  PhysicalResourceId: 'public-keys',
  StackId: 'stack-1',
  RequestId: 'request-1',
  LogicalResourceId: 'Keys',
};

function setUp(provide: (properties: unknown) => Promise<Record<string, string>>) {
  const sent: [string, CustomResourceAnswer][] = [];
  const send = async (url: string, answer: CustomResourceAnswer) => {
    sent.push([url, answer]);
  };
  return { sent, handler: answerCustomResource({ provide, send }) };
}

test.each(['Create', 'Update'] as const)(
  '%s answers with the attributes under one physical id',
  async (type) => {
    const provide = jest.fn(async () => ({ PublicKeys: '{}' }));
    const { sent, handler } = setUp(provide);
    await handler({ ...event, RequestType: type });
    expect(provide).toHaveBeenCalledWith({ KeyIds: ['a'] });
    expect(sent).toEqual([[event.ResponseURL, { ...about, Status: 'SUCCESS', Data: { PublicKeys: '{}' } }]]);
  },
);

test('Delete reads nothing and succeeds, or a stack could not be deleted', async () => {
  const provide = jest.fn();
  const { sent, handler } = setUp(provide);
  await handler({ ...event, RequestType: 'Delete' });
  expect(provide).not.toHaveBeenCalled();
  expect(sent).toMatchObject([[event.ResponseURL, { ...about, Status: 'SUCCESS' }]]);
});

test.each([
  ['rejects', () => Promise.reject(new Error('kms:GetPublicKey failed')), 'kms:GetPublicKey failed'],
  ['rejects with something else', () => Promise.reject('secret'), 'The function failed.'],
  [
    'finds more than CloudFormation takes',
    async () => ({ PublicKeys: 'x'.repeat(4_096) }),
    /^The response has 4\d{3} bytes, and CloudFormation accepts 4096/,
  ],
])('an operation that %s is answered as failed', async (_, provide, reason) => {
  const { sent, handler } = setUp(provide);
  await handler(event);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.[1]).toEqual({
    ...about,
    Status: 'FAILED',
    Reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  });
});

test('an answer that cannot be sent fails the invocation, so that Lambda makes it again', async () => {
  const handler = answerCustomResource({
    provide: async () => ({}),
    send: () => Promise.reject(new Error('The response could not be sent: ECONNRESET')),
  });
  await expect(handler(event)).rejects.toThrow('ECONNRESET');
});
