/** What an attacker and a victim do with forgotten passwords. */
import type { Answer, Sent } from '../support/http-client';
import { readMails } from '../support/read-mails';
import { comingFrom, newSource } from './guess';
import type { Target } from './target';

/** A password that passes the rules. */
export const RESET_PASSWORD = 'a reset phrase that passes the rules';

/** Asks for a reset from a new source, and returns its id. */
export async function askForReset(
  target: Target,
  username: string,
  change: Partial<Sent> = {},
): Promise<string> {
  const { headers, ...rest } = change;
  const answer = await target.send({
    ...{ method: 'POST', path: '/password-resets', json: { username }, ...rest },
    headers: { ...comingFrom(newSource()), ...headers },
  });
  expect(answer.status).toBe(202);
  return answer.json.reset_id;
}

/** Returns the codes of the resets that an address has received, newest first, once there are so many. */
export async function readResetCodes(
  target: Target,
  email: string,
  count: number,
): Promise<readonly string[]> {
  // there are also mails that verify the address, and notices
  const mails = await readMails(email, count, target.origin, 'reset-password');
  return mails.map(({ code = '' }) => code);
}

/** Asks for a reset, and returns its id with the code of its mail. @param count the resets of the address so far */
export async function askForResetCode(
  target: Target,
  { username, email }: { readonly username: string; readonly email: string },
  count = 1,
): Promise<{ readonly reset_id: string; readonly code: string }> {
  const reset_id = await askForReset(target, username);
  const [code = ''] = await readResetCodes(target, email, count);
  return { reset_id, code };
}

/** Sends what proves a reset, from a new source. */
export function confirmReset(
  { send }: Target,
  proof: Readonly<Record<string, unknown>>,
  change: Partial<Sent> = {},
): Promise<Answer> {
  return send({
    ...{ method: 'POST', path: '/password-resets/confirm', headers: comingFrom(newSource()) },
    json: { new_password: RESET_PASSWORD, ...proof },
    ...change,
  });
}
