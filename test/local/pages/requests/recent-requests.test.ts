import { createRecentRequests } from '../../../../local/pages/requests/recent-requests';

const request = (at: number) => ({
  at,
  origin: 'http://localhost:3000',
  trace: { requestId: `r${at}`, method: 'GET', path: '/', status: 200, milliseconds: 1 },
});

test('remembers the latest hundred, the latest first', () => {
  const requests = createRecentRequests();
  for (let at = 1; at <= 103; at += 1) requests.add(request(at));
  const times = requests.list().map(({ at }) => at);
  expect([times.length, times[0], times.at(-1)]).toEqual([100, 103, 4]);
});

test('a list stays as it was', () => {
  const requests = createRecentRequests();
  const before = requests.list();
  requests.add(request(1));
  expect(before).toEqual([]);
});

describe('what an authorizer logged', () => {
  const refused = { ...request(1), trace: { ...request(1).trace, authorizerRequestId: 'a1' } };
  const log = (requestId: string, text: string) =>
    ({ logicalId: 'A', functionName: 'a', kind: 'output', requestId, text }) as const;

  test.each(['before', 'after'])('is told with the request, when it comes %s its answer', (when) => {
    const requests = createRecentRequests();
    if (when === 'after') requests.add(refused);
    requests.note(log('a1', 'hello\n{"event":"token_rejected","reason":"it has expired"}'));
    if (when === 'before') requests.add(refused);
    expect(requests.list()).toEqual([{ ...refused, logged: 'it has expired' }]);
  });

  test('is not told with another request, and nothing is told of lines without a reason', () => {
    const requests = createRecentRequests();
    requests.add(refused);
    requests.note(log('a2', '{"reason":"of another"}'));
    requests.note(log('a1', 'the "reason" in no JSON'));
    requests.note(log('a1', '{"event":"said no \\"reason\\""}'));
    expect(requests.list()).toEqual([refused]);
  });

  test('is forgotten with the oldest', () => {
    const requests = createRecentRequests(1);
    requests.add(refused);
    requests.note(log('a1', '{"reason":"first"}'));
    requests.note(log('a2', '{"reason":"second"}'));
    expect(requests.list()).toEqual([refused]);
  });
});
