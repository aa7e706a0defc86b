import { logQueries } from '../../../../lib/constructs/monitoring/log-queries';

test('there are thirteen questions, each asked once', () => {
  expect(new Set(logQueries.map(({ name }) => name)).size).toBe(13);
});

test('rejected tokens are joined with the access log, which knows the address, by the id of the call', () => {
  const query = logQueries.find(({ name }) => name === 'Where rejected tokens come from');
  expect(query?.logs).toEqual(['authorizer', 'access']);
  expect(query?.query).toContain('fields coalesce(authorizerRequestId, requestId) as call');
  expect(query?.query).toContain('stats latest(reason) as why, latest(sourceIp) as address by call');
});

test.each(['Where failed sign-ins come from', 'Which accounts are attacked'])(
  '%j identifies an account by its id, and an unknown name by its hash',
  (name) => {
    const { query = [] } = logQueries.find((one) => one.name === name) ?? {};
    expect(query[0]).toBe(
      'filter event in ["sign_in_failed", "password_change_failed", "attempt_throttled"]',
    );
    expect(query[1]).toBe('fields coalesce(sub, usernameHash) as account');
    expect(query.join()).toMatch(/count_distinct\(account\)|by account/);
  },
);

test('no query has more stats commands than Logs Insights accepts', () => {
  for (const { query } of logQueries) {
    expect(query.filter((command) => command.startsWith('stats ')).length).toBeLessThanOrEqual(2);
  }
});
