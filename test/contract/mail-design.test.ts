/** Mails with the texts and the colors that the stage sets, as a reader that is not ours finds them. */
import { simpleParser } from 'mailparser';
import { createAccount, createCredentials } from '../support/accounts';
import { fromNewSource, readMails } from '../support/read-mails';
import { baseUrl } from '../support/server-under-test';

/** Sets an address, and returns the mail that it receives. */
async function setAddress(email: string, language: string, verify = false) {
  const { send, username } = await createAccount(baseUrl());
  const headers = { ...fromNewSource(), 'accept-language': language };
  expect(await send({ method: 'PUT', path: '/users/me/email', json: { email }, headers })).toMatchObject({
    status: 202,
  });
  const [mail] = await readMails(email, verify ? 1 : 2);
  if (verify) {
    const json = { code: mail?.code };
    expect(await send({ method: 'POST', path: '/users/me/email/verification', json })).toMatchObject({
      status: 204,
    });
  }
  const source = await fetch(new URL(`/_local/mail/${mail?.id}/source`, baseUrl()));
  return { username, mail: await simpleParser(await source.text()) };
}

test('a mail has the texts and the colors of the stage, and the rest is built in', async () => {
  const email = `${createCredentials().username}@example.com`;
  const { mail: first } = await setAddress(email, 'en', true);
  expect(first.subject).toBe('Verify your email address for latchkey');
  expect(first.html).toContain('background: #6d28d9; color: #ffffff');
  expect(first.html).toContain('.button { background: #c4b5fd !important; color: #1e1b4b !important; }');

  const { mail: second, username } = await setAddress(email, 'de');
  expect(second.subject).toBe('Zu dieser Adresse gibt es schon ein Konto bei latchkey');
  const paragraph = `Ein anderes Konto, „${username}“, wollte diese Adresse verwenden. Es wurde nichts geändert.`;
  expect(second.text?.trim()).toBe(paragraph);
  expect(second.html).toContain(`>${paragraph}</p>`);
});
