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
