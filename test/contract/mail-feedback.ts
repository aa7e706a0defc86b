/** What a user does with an address, and mails to it that come back. */
import { type Account, createCredentials } from '../support/accounts';
import { fromNewSource, readMails } from '../support/read-mails';
import { baseUrl } from '../support/server-under-test';

export const newAddress = () => `${createCredentials().username}@example.com`;
export const ask = ({ send }: Account, email: string) =>
  send({ method: 'PUT', path: '/users/me/email', json: { email }, headers: fromNewSource() });
export const verify = ({ send }: Account, code = '') =>
  send({ method: 'POST', path: '/users/me/email/verification', json: { code } });
export const readAddresses = async ({ send }: Account) => {
  const { email, pending_email } = (await send({ path: '/users/me' })).json;
  return { email, pending_email };
};

/** Lets the latest mail to an address come back. */
export async function comeBack(address: string, feedback: 'bounce' | 'complaint'): Promise<void> {
  const [mail] = await readMails(address);
  const url = new URL(`/_local/mail/${mail?.id}/${feedback}`, baseUrl());
  const answer = await fetch(url, { method: 'POST', headers: { accept: 'application/json' } });
  expect({ status: answer.status, text: await answer.text() }).toMatchObject({ status: 200 });
}
