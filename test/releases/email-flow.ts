/** The requests of a user with an e-mail address. Consecutive requests reach services of different releases. */
import { createCredentials } from '../support/accounts';
import { fromNewSource } from '../support/read-mails';
import type { Caller } from './call-by-turns';
import { bearer, post } from './requests';

/** Accounts whose open requests were made under an earlier release. */
export interface EmailVeterans {
  /** An account with an address, which has asked for another one. */
  readonly mover: User & { readonly next: string; readonly code: string };
  /** An account with an address, which has asked for a reset of its password. */
  readonly forgetful: User & { readonly resetId: string; readonly code: string };
}

interface User {
  readonly password: string;
  /** The verified address. */
  readonly address: string;
  readonly accessToken: string;
}

const ADDRESS = '/users/me/email';
const newAddress = () => `${createCredentials().username}@example.com`;
const verify = (token: string, code: string) => ({
  ...post('/users/me/email/verification', { code }),
  ...bearer(token),
});

/** Sends all requests with a new account, and deletes the account at the end. */
export async function runEmailFlow(caller: Caller): Promise<void> {
  const { call, receive } = caller;
  const user = await signUpWithAddress(caller);
  const { address, password, accessToken } = user;
  await signInByAddress(caller, user);
  const next = await askForAddress(caller, user);
  await call('verify another address', 204, verify(accessToken, next.code));
  receive('notice of the change of the address', address, 'notice');
  await call('sign in by the former address', 401, post('/sessions/create', { username: address, password }));
  await signInByAddress(caller, { ...user, address: next.address });

  const reset = await askForReset(caller, next.address);
  const changed = { ...user, address: next.address, password: createCredentials().password };
  await call('reset the password', 204, confirm(reset, changed.password));
  const token = await signInByAddress(caller, changed);
  const mine = bearer(token);
  const profile = await call('profile with an address', 200, { path: '/users/me', ...mine });
  if (profile?.email !== next.address)
    caller.note(`profile with an address: the address is ${profile?.email}`);
  await call('cancel the change of the address', 204, {
    method: 'DELETE',
    path: '/users/me/email/verification',
    ...mine,
  });
  await call('remove the address', 204, { method: 'DELETE', path: ADDRESS, ...mine });
  await call(
    'sign in by the removed address',
    401,
    post('/sessions/create', { username: next.address, password: changed.password }),
  );
  await call('delete the account without an address', 204, { method: 'DELETE', path: '/users/me', ...mine });
}

/** Registers accounts whose requests wait for the codes of their mails. */
export async function createEmailVeterans(caller: Caller): Promise<EmailVeterans> {
  const moving = await signUpWithAddress(caller);
  const { address: next, code } = await askForAddress(caller, moving);
  const forgetting = await signUpWithAddress(caller);
  const reset = await askForReset(caller, forgetting.address);
  return { mover: { ...moving, next, code }, forgetful: { ...forgetting, ...reset } };
}

/** Completes the requests of accounts that an earlier release has stored. */
export async function completeEmailVeterans(
  caller: Caller,
  { mover, forgetful }: EmailVeterans,
): Promise<void> {
  const { call, receive } = caller;
  await signInByAddress(caller, mover);
  await call('verify an address of the release before', 204, verify(mover.accessToken, mover.code));
  receive('notice to an address of the release before', mover.address, 'notice');
  await signInByAddress(caller, { ...mover, address: mover.next });
  await signInByAddress(caller, forgetful);
  const { password } = createCredentials();
  await call('reset that the release before has opened', 204, confirm(forgetful, password));
  await signInByAddress(caller, { ...forgetful, password });
}

async function signUpWithAddress({ call, receive }: Caller): Promise<User> {
  const { username, password } = createCredentials();
  const address = newAddress();
  const signedUp = await call('sign up with an address', 201, {
    ...post('/users', { username, password, email: address }),
    headers: fromNewSource(),
  });
  const accessToken = signedUp?.access_token ?? '';
  const code = receive('mail of the sign-up', address, 'verify-email');
  await call('verify the address of the sign-up', 204, verify(accessToken, code));
  return { password, address, accessToken };
}

async function askForAddress({ call, receive }: Caller, { accessToken }: User) {
  const address = newAddress();
  await call('ask for another address', 202, {
    method: 'PUT',
    path: ADDRESS,
    json: { email: address },
    headers: { ...bearer(accessToken).headers, ...fromNewSource() },
  });
  return { address, code: receive('mail to another address', address, 'verify-email') };
}

async function askForReset({ call, receive }: Caller, address: string) {
  const asked = await call('ask for a reset', 202, {
    ...post('/password-resets', { username: address }),
    headers: fromNewSource(),
  });
  return {
    resetId: asked?.reset_id ?? '',
    code: receive('mail of the reset', address, 'reset-password'),
  };
}

const confirm = ({ resetId, code }: { readonly resetId: string; readonly code: string }, password: string) =>
  post('/password-resets/confirm', { reset_id: resetId, code, new_password: password });

/** Signs in under both releases, and returns the access token of the latter. */
async function signInByAddress({ call }: Caller, { address: username, password }: User): Promise<string> {
  const signIn = post('/sessions/create', { username, password });
  await call('sign in by the address', 201, signIn);
  return (await call('sign in by the address again', 201, signIn))?.access_token ?? '';
}
