/** The scripts of clients in an account's world. */
import { type AccountWorld, NEXT_PASSWORD, PASSWORD } from './account-worlds';
import { type Request, TEMPORARY, type Tokens } from './asked';
import type { ClientScript } from './client';

const signIn: Request = { does: 'sign in', password: PASSWORD };
const signInAnew: Request = { does: 'sign in', password: NEXT_PASSWORD };
const register: Request = { does: 'register', password: PASSWORD };
const refresh: Request = { does: 'refresh' };
const deleteAccount: Request = { does: 'delete the account' };
const deleteSome: Request = { does: 'delete the account', rounds: 1 };
const changePassword = (to = NEXT_PASSWORD): Request => ({
  does: 'change the password',
  from: PASSWORD,
  to,
});

const disable: Request = { does: 'disable the account' };
const enable: Request = { does: 'enable the account' };
const setTemporary: Request = { does: 'set a temporary password' };
const replaceTemporary: Request = { does: 'sign in', password: TEMPORARY, newPassword: NEXT_PASSWORD };

function script(name: string, tokens: Tokens | undefined, ...requests: Request[]): ClientScript {
  return { name, tokens, requests };
}

/** Returns single requests, each under a name that includes the client. */
export function listScripts({
  laptop,
  phone,
}: Pick<AccountWorld, 'laptop' | 'phone'>): readonly ClientScript[] {
  return [
    script('registration', undefined, { does: 'register', password: 'the second of that name' }),
    script('sign-in', undefined, signIn),
    script('sign-in with the next password', undefined, signInAnew),
    script('refresh on the laptop', laptop, refresh),
    script('refresh on the phone', phone, refresh),
    script('change on the laptop', laptop, changePassword()),
    script('change on the phone', phone, changePassword('a phrase of the phone')),
    script('deletion on the laptop', laptop, deleteAccount),
    script('deletion on the phone', phone, deleteAccount),
    script('sign-out of the laptop', laptop, { does: 'sign out' }),
    script('sign-out everywhere', laptop, { does: 'sign out everywhere' }),
    script('end of the phone', laptop, { does: 'end another session', sid: phone.sid }),
    script('list', laptop, { does: 'list the sessions' }),
    script('gift of a scope', undefined, { does: 'give a scope' }),
    script('loss of the scope', undefined, { does: 'take the scope' }),
    script('disabling', undefined, disable),
    script('enabling', undefined, enable),
    script('temporary password', undefined, setTemporary),
  ];
}

/** Returns sequences of requests. */
export function listSequences({
  laptop,
  phone,
}: Pick<AccountWorld, 'laptop' | 'phone'>): readonly ClientScript[] {
  return [
    script('sign-in, then deletion', undefined, signIn, deleteAccount),
    script('sign-in, then change', undefined, signIn, changePassword()),
    script('sign-in, then sign-out everywhere', undefined, signIn, { does: 'sign out everywhere' }),
    script('sign-in, then refresh', undefined, signIn, refresh),
    script('registration, then deletion', undefined, register, deleteAccount),
    script('three refreshes', phone, refresh, refresh, refresh),
    script('change, then sign-in', laptop, changePassword(), signInAnew),
    script('disabling, then enabling', undefined, disable, enable),
    script('disabling, enabling, then sign-in', undefined, disable, enable, signIn),
    script('temporary password, then its change', undefined, setTemporary, replaceTemporary),
    script('deletion in parts', laptop, deleteSome, deleteSome, deleteAccount),
  ];
}

/** Returns the same script under another name. */
export function renamed(name: string, { tokens, requests, fault }: ClientScript): ClientScript {
  return { name, tokens, requests, fault };
}
