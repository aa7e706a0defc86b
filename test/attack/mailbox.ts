/** What an attacker and a victim do with e-mail addresses. */
import { withToken } from '../faults/operation';
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import type { Answer, Sent } from '../support/http-client';
import { type ReceivedMail, readMails } from '../support/read-mails';
import { comingFrom, newSource } from './guess';
import type { Target, Victim } from './target';

/** A token, from a sign-up or a sign-in. */
type Holder = Pick<Victim, 'token'>;

/** Returns an address that is new in this run. */
export const newAddress = (): string => `${createCredentials().username}@example.com`;

/** Returns a request for an address, from a new source, so that only its account and address are counted. */
export function askFor({ token }: Holder, email: unknown, change: Partial<Sent> = {}): Sent {
  const { headers, ...rest } = change;
  return withToken(token, {
    ...{ method: 'PUT', path: '/users/me/email', json: { email }, ...rest },
    headers: { ...comingFrom(newSource()), ...headers },
  });
}

/** Returns a request that sends a code. */
export const codeFrom = ({ token }: Holder, code: unknown): Sent =>
  withToken(token, { method: 'POST', path: '/users/me/email/verification', json: { code } });

/** Asks for an address and returns the newest mail to it. @param count how many mails it has then @default 1 */
export async function askAndRead(
  target: Target,
  holder: Holder,
  email: string,
  count = 1,
): Promise<ReceivedMail> {
  expect((await target.send(askFor(holder, email))).status).toBe(202);
  const [mail] = await readMails(email, count, target.origin);
  if (!mail) throw new Error('There is no mail');
  return mail;
}

/** Asks for an address and returns the code of the mail. */
export async function askForCode(target: Target, holder: Holder, email: string, count = 1): Promise<string> {
  const { code } = await askAndRead(target, holder, email, count);
  if (code === undefined) throw new Error('The mail has no code');
  return code;
}

/** Gives an account an address. */
export async function verifyAddress(target: Target, holder: Holder, email: string): Promise<void> {
  const { status } = await target.send(codeFrom(holder, await askForCode(target, holder, email)));
  expect(status).toBe(204);
}

/** Signs up a user with a verified address. */
export async function createAddressed(target: Target): Promise<Victim & { readonly email: string }> {
  const email = newAddress();
  const victim = await target.signUp();
  await verifyAddress(target, victim, email);
  return { ...victim, email };
}

/** Signs in. */
export const signInBy = ({ send }: Target, username: string, password: string): Promise<Answer> =>
  send({
    ...{ method: 'POST', path: '/sessions/create', json: { username, password } },
    headers: comingFrom(newSource()),
  });

/** Asserts that a response says that the code is not valid, and nothing more. */
export function expectInvalidCode(answer: Answer): void {
  expectProblem(answer, { status: 400, code: 'INVALID_CODE' });
}

/** Returns how many messages the queue of mails has received. On a busy machine a call may be repeated, with the same message. */
export const countMessages = ({ calls }: Target): number =>
  new Set(calls().flatMap(({ action, input }) => (action === 'sqs:SendMessage' ? [input.MessageBody] : [])))
    .size;
