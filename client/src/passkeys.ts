/** Creates and uses passkeys in a browser, and manages those of the signed-in user. */
import type { NewAccount, SignedUpUser } from './account';
import { browserPage } from './browser-page';
import { partsOf } from './client-parts';
import type { Client } from './create-client';
import { type AnsweredCeremony, type Begin, type Page, waitForAutofill } from './passkey-autofill';
import { createCredential, getCredential, requireAutofill, requirePasskeys } from './passkey-ceremony';
import { PasskeyError } from './passkey-error';
import { fetchPasskeys, registerPasskey } from './passkey-registration';
import { beginSession, rememberDevice } from './passkey-session';
import { signalAccepted, signalUnknown } from './passkey-signals';
import type { Ceremony, Passkey, PasskeyCreationOptions, PasskeyRequestOptions } from './passkey-types';
import { hasCode } from './problem-error';
import { postPublic, readJson, sendSignedIn } from './requests';
import type { SignInChallenge } from './second-factor';

/** What ends a call early. */
export interface PasskeyCall {
  /**
   * Ends the call with a PasskeyError of the reason `aborted`. It has no effect once the authenticator has answered.
   * @default - none
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Adds a passkey to the account of the signed-in user. Needs a recent authentication: see `onStepUp`. The browser learns
 * which passkeys the account has.
 * @param options.name @default - one by the API
 * @throws PasskeyError if the browser creates none, and ProblemError with `TOO_MANY_PASSKEYS`, or with `PASSKEY_REFUSED`
 * for an authenticator that the API does not accept
 */
export async function createPasskey(
  client: Client,
  { name, signal }: PasskeyCall & { readonly name?: string } = {},
): Promise<Passkey> {
  const parts = partsOf(client);
  requirePasskeys();
  const begun = await beforeAnswer(signal, () =>
    sendSignedIn<Ceremony<PasskeyCreationOptions>>(client, 'POST', '/users/me/passkeys/options', { signal }),
  );
  const credential = await createCredential(begun.options, signal);
  const body = { ceremony_id: begun.ceremony_id, ...(name !== undefined && { name }), credential };
  const passkey = await registerPasskey(client, begun.options, body);
  await rememberDevice(parts, begun.options.user.id);
  return passkey;
}

/**
 * Signs in with a passkey, without a username or a password.
 *
 * With `conditional`, the browser offers the passkeys in the autofill of an `<input autocomplete="username webauthn">`, and
 * the call waits until the user picks one. Another call of this module, or `signal`, ends the wait.
 * @param options.conditional @default false
 * @param page @default - the browser's
 * @throws PasskeyError, and ProblemError with `UNKNOWN_PASSKEY` if no account has the passkey. The browser then stops
 * offering it
 */
export async function signInWithPasskey(
  client: Client,
  { conditional = false, signal }: PasskeyCall & { readonly conditional?: boolean } = {},
  page: Page = browserPage,
): Promise<void> {
  const parts = partsOf(client);
  requirePasskeys();
  if (conditional) await requireAutofill();
  const begin: Begin = async (until) =>
    readJson(await postPublic(parts, '/sessions/passkey/options', { signal: until }));
  const until = signal ?? new AbortController().signal;
  const { ceremony_id, options, credential } = conditional
    ? await beforeAnswer(signal, () => waitForAutofill(begin, until, page))
    : await useCredential(() => begin(until), signal);
  const { userHandle } = credential.response;
  const deviceToken = userHandle === undefined ? undefined : await parts.store.readDevice(userHandle);
  const body = { ceremony_id, credential, ...(deviceToken !== undefined && { device_token: deviceToken }) };
  const result = await postPublic(parts, '/sessions/passkey', { body });
  await beginSession(parts, result, userHandle).catch((error: unknown) => {
    if (hasCode(error, 'UNKNOWN_PASSKEY')) signalUnknown(options.rpId, credential.id);
    throw error;
  });
}

/**
 * Creates an account with a passkey and no password, and signs it in, as `signUp` does.
 * @throws PasskeyError, and ProblemError as of `signUp`
 */
export async function signUpWithPasskey(
  client: Client,
  { username, email, signal }: PasskeyCall & Pick<NewAccount, 'username' | 'email'>,
): Promise<SignedUpUser> {
  const parts = partsOf(client);
  requirePasskeys();
  const { ceremony_id, options } = await beforeAnswer(signal, async () =>
    readJson<Ceremony<PasskeyCreationOptions>>(
      await postPublic(parts, '/users/passkey/options', { body: { username }, signal }),
    ),
  );
  const credential = await createCredential(options, signal);
  const account = { username, ...(email !== undefined && { email }), ceremony_id, credential };
  // it posts all members
  const user = await client.signUp(account as unknown as NewAccount);
  // with a challenge, the session is that of an earlier user, if there is one
  if (!user.challenge) await rememberDevice(parts, options.user.id);
  return user;
}

/**
 * Completes a sign-in by a passkey, if the kinds of its challenge include `passkey`. A response uses the challenge up.
 * @param options.trustDevice see ChallengeAnswer. @default false
 * @throws PasskeyError, after which the challenge is still valid. ProblemError with `INVALID_PASSKEY` or
 * `INVALID_CHALLENGE`: sign in again
 */
export async function answerWithPasskey(
  client: Client,
  { username, challenge, passkey }: Pick<SignInChallenge, 'username' | 'challenge' | 'passkey'>,
  { signal, trustDevice = false }: PasskeyCall & { readonly trustDevice?: boolean } = {},
): Promise<void> {
  const parts = partsOf(client);
  requirePasskeys();
  if (!passkey) throw new TypeError('The challenge accepts no passkey: see its kinds');
  const credential = await getCredential(passkey, signal);
  const body = { challenge, kind: 'passkey', credential, ...(trustDevice && { trust_device: true }) };
  await parts.begin(username, await postPublic(parts, '/sessions/challenge', { body }));
}

/**
 * Authenticates the signed-in user again by a passkey, as `stepUp` does.
 * @throws PasskeyError, and ProblemError with `INVALID_PASSKEY`, or `TOO_MANY_ATTEMPTS` and `retryAfterSeconds`
 */
export async function stepUpWithPasskey(client: Client, { signal }: PasskeyCall = {}): Promise<void> {
  const parts = partsOf(client);
  requirePasskeys();
  const path = '/sessions/current/step-up/options';
  const { ceremony_id, credential } = await useCredential(
    () => sendSignedIn(client, 'POST', path, { signal }),
    signal,
  );
  await parts.stepUp({ kind: 'passkey', ceremony_id, credential });
}

/** Returns the passkeys of the signed-in user. */
export async function listPasskeys(client: Client): Promise<readonly Passkey[]> {
  return (await fetchPasskeys(client)).items;
}

/** Renames a passkey. Throws a ProblemError with `PASSKEY_NOT_FOUND` or `VALIDATION_FAILED`. */
export function renamePasskey(client: Client, id: string, name: string): Promise<Passkey> {
  return sendSignedIn(client, 'PATCH', toPath(id), { body: { name } });
}

/**
 * Removes a passkey. Needs a recent authentication. Throws a ProblemError with `LAST_WAY_IN`, or with `LAST_FACTOR` where
 * the API requires a second factor. The browser stops offering the passkey where the API and the browser support that.
 */
export async function removePasskey(client: Client, id: string): Promise<void> {
  await sendSignedIn(client, 'DELETE', toPath(id));
  const list = await fetchPasskeys(client).catch(() => undefined);
  if (list) signalAccepted(list);
}

/**
 * Demands a second factor at each sign-in by a password. The passkeys are one. Needs a recent authentication. Resolves to
 * the recovery codes, which the API shows only once, and to none if it was on. Throws a ProblemError with
 * `NO_SECOND_FACTOR` if the account has neither a passkey nor an authenticator app.
 */
export async function turnOnSecondFactor(client: Client): Promise<readonly string[]> {
  const turnedOn = await sendSignedIn<{ readonly recovery_codes?: readonly string[] }>(
    client,
    'PUT',
    '/users/me/second-factor',
  );
  return turnedOn.recovery_codes ?? [];
}

/**
 * Demands no second factor any more. Authenticator apps and recovery codes are removed, and passkeys stay. Needs a recent
 * authentication. Throws a ProblemError with `LAST_FACTOR` where the API requires a second factor.
 */
export function turnOffSecondFactor(client: Client): Promise<void> {
  return sendSignedIn(client, 'DELETE', '/users/me/second-factor');
}

/** @throws TypeError for a client that `createClient` of the same release did not create */
function toPath(id: string): string {
  return `/users/me/passkeys/${encodeURIComponent(id)}`;
}

/** Begins a ceremony and asks for a passkey in a dialog. */
async function useCredential(
  begin: () => Promise<Ceremony<PasskeyRequestOptions>>,
  signal: AbortSignal | undefined,
): Promise<AnsweredCeremony> {
  const ceremony = await beforeAnswer(signal, begin);
  return { ...ceremony, credential: await getCredential(ceremony.options, signal) };
}

/** Gives an abort one error, before and while the browser asks. */
async function beforeAnswer<Result>(
  signal: AbortSignal | undefined,
  task: () => Promise<Result>,
): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    throw signal?.aborted ? new PasskeyError('aborted', signal.reason) : error;
  }
}
