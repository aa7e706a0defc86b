/** The log lines for ended sessions and data exports: the user, the session and the request. */
import { type Account, createAccount, signIn } from '../support/accounts';
import { baseUrl, findInServerLog } from '../support/server-under-test';

type Send = Parameters<Account['send']>[0];

/** Sends a request, and returns the log line of its event. */
async function lineOf(event: string, account: Account, request: Send): Promise<Record<string, unknown>> {
  const { status, headers } = await account.send(request);
  expect([200, 204]).toContain(status);
  const line = await findInServerLog(`"event":"${event}","sub":"${account.id}"`);
  const fields = JSON.parse(line.slice(line.indexOf('{')));
  expect(fields).toMatchObject({
    level: 'INFO',
    audited: true,
    sub: account.id,
    sid: account.sid,
    sourceIp: expect.stringMatching(/\S/),
    requestId: headers['x-amzn-requestid'],
  });
  return fields;
}

test.each<[string, Send]>([
  ['signed_out', { method: 'DELETE', path: '/sessions/current' }],
  ['signed_out_everywhere', { method: 'DELETE', path: '/sessions' }],
  ['account_exported', { path: '/users/me/export' }],
])('%s is logged', async (event, request) => {
  expect(await lineOf(event, await createAccount(baseUrl()), request)).toMatchObject({ event });
});

test('session_ended is logged with both sessions', async () => {
  const ada = await createAccount(baseUrl());
  const other = await signIn(baseUrl(), ada);
  const line = await lineOf('session_ended', ada, { method: 'DELETE', path: `/sessions/${other.sid}` });
  expect(line).toMatchObject({ endedSid: other.sid });
});
