/** The requests of a user with a second factor. Consecutive requests reach services of different releases. */
import { createCredentials } from '../support/accounts';
import { codeOf } from '../support/second-factors';
import type { Caller } from './call-by-turns';
import { bearer, post } from './requests';

/** An account with a second factor, whose open requests were made under an earlier release. */
export interface FactorVeteran extends Credentials {
  /** The tokens of a session that began with a second factor. */
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly recoveryCodes: readonly string[];
  /** A challenge that waits for a code. */
  readonly challenge: string;
  /** An app that waits for its first code. */
  readonly pending: App;
  /** @default - a release that served it trusts no devices */
  readonly trustedDeviceToken?: string | undefined;
  /** How often it was continued. @default 0 */
  readonly rounds?: number;
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

interface App {
  readonly id: string;
  readonly uri: string;
}

const FACTORS = '/users/me/factors';

/** Sends all requests with a new account, and deletes the account at the end. */
export async function runFactorFlow(caller: Caller): Promise<void> {
  const { accessToken } = await createFactorVeteran(caller);
  await caller.call('delete the account with a second factor', 204, {
    method: 'DELETE',
    path: '/users/me',
    ...bearer(accessToken),
  });
}

/** Registers an account with an authenticator app, which it adds before its first session where the releases require one. */
export async function createFactorVeteran(caller: Caller): Promise<FactorVeteran> {
  const { call } = caller;
  const credentials = createCredentials();
  const signedUp = await call('sign up for a second factor', 201, post('/users', credentials));
  if (signedUp?.challenge) {
    const { challenge } = signedUp;
    const app = await call('secret of a first app', 201, post('/sessions/challenge/totp', { challenge }));
    const answer = { challenge, kind: 'enrolment', code: showCode(app) };
    const enrolled = await call('confirm a first app', 201, post('/sessions/challenge', answer));
    return openRequests(caller, credentials, enrolled?.recovery_codes ?? []);
  }
  const token = signedUp?.access_token ?? '';
  const confirmed = await confirmApp(caller, 'confirm an app', await addApp(caller, token), token);
  return openRequests(caller, credentials, confirmed?.recovery_codes ?? []);
}

/**
 * Continues with an account of an earlier release, and returns it with new open requests. While a release checks no codes, the account
 * is only refused.
 */
export async function continueFactorVeteran(caller: Caller, veteran: FactorVeteran): Promise<FactorVeteran> {
  const { call, trustsDevices } = caller;
  await signInByPassword(caller, veteran);
  const refreshed = await call(
    'refresh of a session with a second factor',
    200,
    post('/sessions/refresh', { refresh_token: veteran.refreshToken }),
  );
  const { access_token: accessToken = '', refresh_token: refreshToken = veteran.refreshToken } =
    refreshed ?? {};
  if (caller.secondFactors.includes('')) return { ...veteran, accessToken, refreshToken };
  const { rounds = 0 } = veteran;
  // one more request in every other round, so that each open request is completed by both releases
  for (let request = 0; request <= rounds % 2; request++)
    await call('list the factors', 200, { path: FACTORS, ...bearer(accessToken) });
  if (trustsDevices && veteran.trustedDeviceToken !== undefined) await signInOnTrustedDevice(caller, veteran);
  const [first = '', second = ''] = veteran.recoveryCodes;
  await call('answer a challenge of the release before', 201, answer(veteran.challenge, first));
  const { password } = createCredentials();
  const token = await changeSecrets(caller, { ...veteran, accessToken }, second, password);
  const recoveryCodes = await replaceRecoveryCodes(caller, token);
  const next = await openRequests(caller, { ...veteran, password }, recoveryCodes);
  return { ...next, rounds: rounds + 1 };
}

/** Steps up, adds an app that an earlier release has begun to add, removes it, and changes the password. */
async function changeSecrets(
  caller: Caller,
  veteran: FactorVeteran,
  recoveryCode: string,
  password: string,
): Promise<string> {
  const { call } = caller;
  const { pending, accessToken } = veteran;
  const stepUp = {
    ...post('/sessions/current/step-up', { kind: 'recovery_code', code: recoveryCode }),
    ...bearer(accessToken),
  };
  const token = (await call('step up', 200, stepUp))?.access_token ?? '';
  const mine = bearer(token);
  await confirmApp(caller, 'confirm an app of the release before', pending, token);
  const challenge = await signInByPassword(caller, veteran);
  const json = { challenge, kind: 'totp', code: showCode(pending, 1) };
  await call('answer a challenge with an app', 201, post('/sessions/challenge', json));
  await call('remove an app', 204, { method: 'DELETE', path: `${FACTORS}/${pending.id}`, ...mine });
  const change = { current_password: veteran.password, new_password: password };
  await call('change the password with a second factor', 204, {
    method: 'PUT',
    path: '/users/me/password',
    json: change,
    ...mine,
  });
  return token;
}

async function replaceRecoveryCodes({ call }: Caller, token: string): Promise<readonly string[]> {
  const replace = { ...post('/users/me/recovery-codes', {}), ...bearer(token) };
  return (await call('replace the recovery codes', 200, replace))?.recovery_codes ?? [];
}

async function signInOnTrustedDevice({ call }: Caller, veteran: FactorVeteran): Promise<void> {
  const { username, password, trustedDeviceToken } = veteran;
  const json = { username, password, trusted_device_token: trustedDeviceToken };
  await call('sign in on a trusted device', 201, post('/sessions/create', json));
}

/** Starts a session with a code, and makes the requests that a later release completes. */
async function openRequests(
  caller: Caller,
  { username, password }: Credentials,
  [first = '', ...recoveryCodes]: readonly string[],
): Promise<FactorVeteran> {
  const { call, trustsDevices } = caller;
  const user = { username, password };
  const sent = answer(await signInByPassword(caller, user), first);
  const json = { ...sent.json, ...(trustsDevices && { trust_device: true }) };
  const signedIn = await call('answer a challenge', 201, { ...sent, json });
  const accessToken = signedIn?.access_token ?? '';
  return {
    ...user,
    accessToken,
    refreshToken: signedIn?.refresh_token ?? '',
    recoveryCodes,
    challenge: await signInByPassword(caller, user),
    pending: await addApp(caller, accessToken),
    trustedDeviceToken: signedIn?.trusted_device_token,
  };
}

/** Sends the password alone, which must never start a session. Returns the challenge, or an empty text where no codes are checked. */
async function signInByPassword({ call }: Caller, { username, password }: Credentials): Promise<string> {
  const refused = await call(
    'sign in by the password alone',
    (secondFactor) => (secondFactor === '' ? 403 : 401),
    post('/sessions/create', { username, password }),
  );
  return refused?.challenge ?? '';
}

/**
 * Uses an account whose apps cannot be checked, because the key of their secrets was not recorded: answers its challenge, and signs in by
 * its trusted device and by recovery codes.
 */
export async function useRecordedFactors(caller: Caller, veteran: FactorVeteran): Promise<void> {
  const [first = '', ...recoveryCodes] = veteran.recoveryCodes;
  await signInOnTrustedDevice(caller, veteran);
  await caller.call('answer a recorded challenge', 201, answer(veteran.challenge, first));
  await signInWithRecoveryCode(caller, { ...veteran, recoveryCodes });
}

/** Signs in with the first recovery code that is left. */
export async function signInWithRecoveryCode(caller: Caller, veteran: FactorVeteran): Promise<void> {
  const challenge = await signInByPassword(caller, veteran);
  await caller.call('answer a challenge', 201, answer(challenge, veteran.recoveryCodes[0] ?? ''));
}

async function addApp({ call }: Caller, token: string): Promise<App> {
  return call('begin to add an app', 201, { ...post(`${FACTORS}/totp`, {}), ...bearer(token) });
}

function confirmApp({ call }: Caller, name: string, app: App | undefined, token: string) {
  const confirm = post(`${FACTORS}/totp/${app?.id}/confirm`, { code: showCode(app) });
  return call(name, 200, { ...confirm, ...bearer(token) });
}

const answer = (challenge: string, code: string) =>
  post('/sessions/challenge', { challenge, kind: 'recovery_code', code });

/** Returns what an app shows, and any code if a fault has kept its secret away. */
const showCode = (app: App | undefined, steps = 0) => (app?.uri ? codeOf(app, steps) : '000000');
