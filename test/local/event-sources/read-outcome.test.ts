import { readOutcome } from '../../../local/event-sources/read-outcome';
import type { InvokeResult } from '../../../local/functions/invoke';

const IDS = ['a', 'b', 'c'];
const returned = (value: unknown): InvokeResult => ({ kind: 'returned', payload: JSON.stringify(value) });
const failedOf = (result: InvokeResult, reports = true) => [...readOutcome(result, IDS, reports).failed];

test.each([null, {}, { batchItemFailures: [] }, { batchItemFailures: null }, { statusCode: 200 }])(
  'the response %j is a complete success',
  (response) => {
    expect(readOutcome(returned(response), IDS, true)).toEqual({ failed: new Set() });
  },
);

test('the messages that the response names fail', () => {
  const batchItemFailures = ['c', 'a', 'a'].map((itemIdentifier) => ({ itemIdentifier }));
  expect(readOutcome(returned({ batchItemFailures }), IDS, true)).toEqual({ failed: new Set(['a', 'c']) });
});

test.each([
  'done',
  7,
  [],
  { batchItemFailures: 'a' },
  { batchItemFailures: [{ itemIdentifier: '' }] },
  { batchItemFailures: [{ itemIdentifier: null }] },
  { batchItemFailures: [{ itemIdentifier: 7 }] },
  { batchItemFailures: [{ id: 'a' }] },
  { batchItemFailures: ['a'] },
  { batchItemFailures: [null] },
  { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'of another batch' }] },
])('the malformed response %j fails the whole batch', (response) => {
  expect(readOutcome(returned(response), IDS, true)).toEqual({
    failed: new Set(IDS),
    reason: expect.stringContaining('response'),
  });
});

test('without ReportBatchItemFailures every response is a success', () => {
  expect(failedOf(returned({ batchItemFailures: [{ itemIdentifier: 'a' }] }), false)).toEqual([]);
  expect(failedOf(returned('done'), false)).toEqual([]);
});

test('an invocation that failed or timed out fails the whole batch', () => {
  const thrown: InvokeResult = { kind: 'failed', errorType: 'TypeError', errorMessage: 'a secret' };
  for (const reports of [true, false]) {
    expect(readOutcome(thrown, IDS, reports)).toEqual({ failed: new Set(IDS), reason: 'TypeError' });
    expect(failedOf({ kind: 'timed-out' }, reports)).toEqual(IDS);
  }
});
