import { createRecentRequests } from '../../../../local/pages/requests/recent-requests';

const request = (at: number) => ({
  at,
  origin: 'http://localhost:3000',
  trace: { requestId: `r${at}`, method: 'GET', path: '/', status: 200, milliseconds: 1 },
});

test('stores the latest hundred, the latest first', () => {
  const requests = createRecentRequests();
  for (let at = 1; at <= 103; at += 1) requests.add(request(at));
  const times = requests.list().map(({ at }) => at);
  expect([times.length, times[0], times.at(-1)]).toEqual([100, 103, 4]);
});

test('a returned list does not change', () => {
  const requests = createRecentRequests();
  const before = requests.list();
  requests.add(request(1));
  expect(before).toEqual([]);
});

describe('the failure of a function', () => {
  const failed = {
    ...request(1),
    trace: { ...request(1).trace, functionRequestId: 'f1', authorizerRequestId: 'a1' },
  };
  const log = (requestId: string, text: string) =>
    ({ logicalId: 'F', functionName: 'f', kind: 'error', requestId, text }) as const;

  test.each(['f1', 'a1'])(
    'is listed with the request, for the function and for the authorizer: %s',
    (requestId) => {
      const requests = createRecentRequests();
      requests.add(failed);
      requests.note(log('another', 'RangeError'));
      requests.note(log(requestId, 'TypeError: x\n  at a.ts:1:1'));
      expect(requests.list()).toEqual([{ ...failed, failure: 'TypeError: x\n  at a.ts:1:1' }]);
    },
  );

  test('is complete if the function failed in several ways', () => {
    const requests = createRecentRequests();
    requests.add(failed);
    requests.note(log('f1', 'TypeError'));
    requests.note(log('f1', 'timed out after 300 ms'));
    expect(requests.list()).toMatchObject([{ failure: 'TypeError\ntimed out after 300 ms' }]);
  });
});
