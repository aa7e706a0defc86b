import { gzipSync } from 'node:zlib';
import { forwardEvents } from '../../../lambda/security-events/forward-events';

const eventBusArn = 'arn:aws:events:eu-west-1:111122223333:event-bus/security';
const timestamp = 1_767_225_600_000;

interface PutEvents {
  readonly Entries: readonly Readonly<Record<string, unknown>>[];
}

/** Forwards lines. Returns the calls that were made. */
async function forward(messages: readonly string[], failed = 0): Promise<readonly PutEvents[]> {
  const calls: PutEvents[] = [];
  const events = {
    call: async (operation: string, input: unknown) => {
      expect(operation).toBe('PutEvents');
      calls.push(input as PutEvents);
      return { FailedEntryCount: failed };
    },
  };
  const logEvents = messages.map((message, index) => ({ id: `line-${index}`, timestamp, message }));
  const data = gzipSync(JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents })).toString('base64');
  await forwardEvents({ events, eventBusArn })({ awslogs: { data } });
  return calls;
}

test('a line becomes an event of its kind, with an id that identifies copies', async () => {
  const [call] = await forward(['{"event":"refresh_token_reused","sub":"a"}']);
  expect(call?.Entries).toEqual([
    {
      EventBusName: eventBusArn,
      Source: 'latchkey',
      DetailType: 'refresh_token_reused',
      Detail: '{"event":"refresh_token_reused","sub":"a","id":"line-0"}',
      Time: 1_767_225_600,
    },
  ]);
});

test('an event and members of a later release are passed on', async () => {
  const [call] = await forward(['{"event":"planned","sub":"a","planned":{"by":"a later release"}}']);
  expect(call?.Entries).toEqual([
    expect.objectContaining({
      DetailType: 'planned',
      Detail: '{"event":"planned","sub":"a","planned":{"by":"a later release"},"id":"line-0"}',
    }),
  ]);
});

test('sends at most ten at a time, and skips none', async () => {
  const calls = await forward(Array.from({ length: 23 }, () => '{"event":"signed_in"}'));
  expect(calls.map(({ Entries }) => Entries.length)).toEqual([10, 10, 3]);
});

test('skips lines without an event, so that the others arrive', async () => {
  const [call] = await forward(['START', '[1]', 'null', '{"event":7}', '{"event":"account_registered"}']);
  expect(call?.Entries.map(({ DetailType }) => DetailType)).toEqual(['account_registered']);
});

test('fails when EventBridge rejects one, so that Lambda retries', async () => {
  await expect(forward(['{"event":"sign_in_failed"}'], 1)).rejects.toThrow('EventBridge rejected 1 events');
});
