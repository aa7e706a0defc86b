/**
 * All data that the stores write for an account is shown to its owner or withheld for a reason, and is
 * deleted with the account.
 */

import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { type CreateFooDependencies, createFoo } from '../../../../lambda/foo/create-foo';
import { deleteFoo } from '../../../../lambda/foo/delete-foo';
import { createDynamoFooCounts } from '../../../../lambda/foo/stores/foo-counts';
import { createDynamoFoos } from '../../../../lambda/foo/stores/foos';
import { createDynamoIdempotencyKeys } from '../../../../lambda/foo/stores/idempotency-keys';
import { createDynamoAccountAttempts } from '../../../../lambda/identity/accounts/account-attempts';
import { createDynamoAccountData } from '../../../../lambda/identity/accounts/account-data';
import { createDynamoAccounts } from '../../../../lambda/identity/accounts/accounts';
import { createDynamoActivity } from '../../../../lambda/identity/accounts/activity/activity';
import { toActivityEntry } from '../../../../lambda/identity/accounts/activity/activity-entry';
import { deleteAccount } from '../../../../lambda/identity/accounts/delete-account';
import { exportAccount } from '../../../../lambda/identity/accounts/export-account';
import { createDynamoIdentifierPointers } from '../../../../lambda/identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../../../../lambda/identity/accounts/update-account';
import { createDynamoAccountUsernames } from '../../../../lambda/identity/accounts/usernames/account-usernames';
import { changeUsername } from '../../../../lambda/identity/accounts/usernames/change-username';
import { changePassword } from '../../../../lambda/identity/authentication/change-password';
import { signIn } from '../../../../lambda/identity/authentication/sign-in';
import { createDynamoAccountEmails } from '../../../../lambda/identity/email/account-emails';
import { createDynamoOpenResets } from '../../../../lambda/identity/email/password-resets/open-resets';
import { requestPasswordReset } from '../../../../lambda/identity/email/password-resets/request-password-reset';
import { createDynamoResetChallenges } from '../../../../lambda/identity/email/password-resets/reset-challenges';
import { createDynamoAccountFactors } from '../../../../lambda/identity/factors/account-factors';
import { confirmTotp } from '../../../../lambda/identity/factors/confirm-totp';
import { createDynamoFactorAttempts } from '../../../../lambda/identity/factors/factor-attempts';
import { createDynamoFactorSecrets } from '../../../../lambda/identity/factors/factor-secrets';
import { answerChallenge } from '../../../../lambda/identity/factors/proofs/answer-challenge';
import { requireSecondFactor } from '../../../../lambda/identity/factors/proofs/require-second-factor';
import { createDynamoSessionStepUps } from '../../../../lambda/identity/factors/session-step-ups';
import { stepUp } from '../../../../lambda/identity/factors/step-up';
import { createDynamoAccountPasskeys } from '../../../../lambda/identity/passkeys/account-passkeys';
import { createDynamoPasskeys } from '../../../../lambda/identity/passkeys/passkeys';
import { createDynamoRegistrationCeremonies } from '../../../../lambda/identity/passkeys/registration-ceremonies';
import { reserveCredential } from '../../../../lambda/identity/passkeys/reserve-credential';
import { refreshSession } from '../../../../lambda/identity/sessions/refresh-session';
import { createDynamoSessions } from '../../../../lambda/identity/sessions/sessions';
import { startSession } from '../../../../lambda/identity/sessions/start-session';
import { createDynamoSourceRateLimits } from '../../../../lambda/identity/throttling/source-rate-limits';
import { keyPrefixes } from '../../../../lambda/shared/table/key-prefixes';
import { ownedCounts, ownedData, ownedSessions } from '../../../../lambda/shared/table/owned-data';
import { createTable } from '../../../../lambda/shared/table/table';
import {
  createFakeDependencies,
  type FakeDependencies,
  PASSWORD,
  SOURCE,
} from '../../fakes/auth-dependencies';
import { askForEmail, verifiedEmail } from '../../fakes/email-scene';
import { type EmbeddedTable, startEmbeddedTable } from '../../fakes/embedded-table';
import { beginEnrolment, codeOf } from '../../fakes/factor-scene';
import { type SignedIn, signInAgain, signUp } from '../../fakes/signed-in';
import { guarded } from '../../fakes/throttled';

/** The attributes that no export shows: digests, and data that is not personal. */
const WITHHELD: Readonly<Record<string, readonly string[]>> = {
  [keyPrefixes.account]: [
    // The `id` of the export is part of it.
    'pk',
    'sk',
    'v',
    // The normalized `username`.
    'name',
    'passwordHash',
    'keptSid',
    'keptFromVersion',
    'sessionsRevokedThroughVersion',
    'lastSid',
    'attemptId',
    'factorUse',
  ],
  // These and those of credentials only repeat data of the account.
  [keyPrefixes.name]: ['pk', 'sk', 'v', 'sub', 'state', 'reservedUntil'],
  [keyPrefixes.email]: ['pk', 'sk', 'v', 'sub', 'state', 'reservedUntil'],
  [keyPrefixes.session]: ['pk', 'v', 'familyHash', 'refreshHash', 'previousHash', 'nonce'],
  // Its revision is its entity tag. The other is the digest of the client's key.
  [keyPrefixes.foo]: ['pk', 'v', 'revision', 'reservation'],
  [keyPrefixes.fooCount]: ['pk', 'sk', 'v', 'checkedAt', 'takenAt', 'changes'],
  // Its sort key is the digest of the client's key.
  // Its `expiresAt` and `validUntil` are removed when it is confirmed.
  [keyPrefixes.factor]: ['pk', 'v', 'secret'],
  [keyPrefixes.passkey]: [
    ...['pk', 'v', 'credentialId', 'publicKey', 'counter', 'useId'],
    // Those of an open registration, which expires after five minutes.
    ...['purpose', 'sid', 'securityVersion', 'validUntil', 'expiresAt'],
  ],
  [keyPrefixes.credential]: ['pk', 'sk', 'v', 'sub', 'state', 'reservedUntil'],
  [keyPrefixes.idempotency]: ['pk', 'sk', 'v', 'bodyDigest', 'isSpent'],
  [keyPrefixes.activity]: ['pk', 'v'],
};

/**
 * Prefixes of items that belong to no account, and of resets. Those expire after ten minutes, and hold only the
 * id of an account and digests.
 */
const NOBODYS: readonly string[] = [keyPrefixes.throttle, keyPrefixes.challenge];

/** The data of an account, apart from the account and its name. */
const kinds = [ownedSessions, ownedCounts, ...ownedData];

/** The attributes of an account, by their names in an export. */
const ACCOUNT_EXPORT: Readonly<Record<string, readonly string[]>> = {
  id: [],
  scopes: ['scope'],
  attempts: ['failures', 'lastAttemptAt'],
  changeAttempts: ['changeFailures', 'changeAttemptAt'],
  pending_email: ['pendingEmail'],
  second_factor: [
    ...['factors', 'secondFactorSince', 'recoveryCodes'],
    ...['factorFailures', 'factorAttemptAt', 'stepUpFailures', 'stepUpAttemptAt'],
  ],
};

let table: EmbeddedTable;
let deps: FakeDependencies;
let ada: SignedIn;
let creation: CreateFooDependencies;

/** Returns the attributes found in the table, by prefix. */
async function readAttributes(): Promise<Map<string, ReadonlySet<string>>> {
  const { Items: items = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  const found = new Map<string, ReadonlySet<string>>();
  for (const item of items) {
    const prefix = `${item.pk?.S?.split('#')[0]}#`;
    found.set(prefix, new Set([...(found.get(prefix) ?? []), ...Object.keys(item)]));
  }
  return found;
}

/** Returns every digest of an item, including those in its maps. */
function digestsIn(item: Readonly<Record<string, AttributeValue>>): readonly (string | undefined)[] {
  return Object.entries(item).flatMap(([name, value]) => {
    if (value.M) return digestsIn(value.M);
    if (name === 'recoveryCodes') return value.SS ?? [];
    return /hash|nonce|digest|reservation/i.test(name) ? [value.S] : [];
  });
}

/** Confirms an authenticator app, and answers a challenge and a step-up, each of them wrongly and rightly. */
async function useSecondFactor(caller: SignedIn['caller']): Promise<void> {
  const update = createAccountUpdate(table.client, table.tableName);
  const factorDeps = {
    ...deps,
    accountFactors: createDynamoAccountFactors(update, deps.accounts),
    factorSecrets: createDynamoFactorSecrets(createTable(table.client, table.tableName)),
    factorAttempts: createDynamoFactorAttempts(update),
    sessionStepUps: createDynamoSessionStepUps(createTable(table.client, table.tableName)),
    startSession: startSession(deps),
  };
  const { id, secret } = await beginEnrolment(factorDeps, caller);
  const show = (steps: number) => codeOf({ deps, secret }, steps);
  await confirmTotp(factorDeps)({ caller, id, code: show(-1), source: SOURCE });
  const command = { username: 'Countess', password: `${PASSWORD} 2`, source: SOURCE, hasTime: () => true };
  const refusal = await signIn({ ...deps, requireSecondFactor: requireSecondFactor(factorDeps) })(
    command,
  ).catch((error) => error);
  const answer = { challenge: refusal.members.challenge, kind: 'totp', source: SOURCE };
  await expect(answerChallenge(factorDeps)({ ...answer, code: show(9) })).rejects.toThrow();
  await answerChallenge(factorDeps)({ ...answer, code: show(0) });
  const step = (code: string) =>
    stepUp(factorDeps)({ caller, proof: { kind: 'totp', code }, source: SOURCE });
  await expect(step(show(9))).rejects.toThrow();
  await step(show(1));
}

/** Adds a passkey, uses it, and begins to add another. */
async function addPasskey({ sub, sid }: SignedIn['caller']): Promise<void> {
  const { client, tableName } = table;
  const passkeys = createDynamoPasskeys(createTable(client, tableName));
  const accountPasskeys = createDynamoAccountPasskeys(createAccountUpdate(client, tableName), deps.accounts);
  const account = await deps.accounts.find(sub);
  if (!account) throw new Error('The account does not exist');
  const credentials = createDynamoIdentifierPointers(client, tableName, 'credential');
  await credentials.confirm(await reserveCredential({ ...deps, credentials })('passkey-1', account));
  const passkey = {
    ...{ sub, id: 'passkey-1', name: 'My phone', credentialId: 'AQID', publicKey: 'pQEC', counter: 0 },
    ...{ transports: ['internal'], isBackupEligible: true, isBackedUp: false, addedAt: deps.now() },
  };
  await passkeys.put(passkey);
  await accountPasskeys.add(account, passkey.id, { addedAt: deps.now(), verifiesUser: true });
  await passkeys.recordUse(passkey, { counter: 1, isBackedUp: true, at: deps.now() });
  await createDynamoRegistrationCeremonies(createTable(client, tableName)).begin('digest-1', {
    ...{ purpose: 'passkey-registration', sub, sid, securityVersion: 1, validUntil: deps.now() + 1 },
  });
}

/** Records an entry that has every attribute. */
async function recordActivity(sub: string): Promise<void> {
  const readPage = () => Promise.reject(new Error('Nothing is read'));
  const { add } = createDynamoActivity({ ...createTable(table.client, table.tableName), readPage });
  const client = { ip: '192.0.2.77', userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' };
  await add(sub, toActivityEntry('signed-in', client, deps.now(), 'nonce'));
}

/** Does everything that users can do once, so that every attribute is written. */
beforeAll(async () => {
  table = await startEmbeddedTable();
  const { client, tableName } = table;
  const fakes = createFakeDependencies();
  const accounts = Object.assign(fakes.accounts, createDynamoAccounts(client, tableName));
  deps = guarded({
    ...fakes,
    accounts,
    usernames: createDynamoAccountUsernames(client, tableName, accounts),
    accountEmails: createDynamoAccountEmails(createAccountUpdate(client, tableName), accounts),
    emails: Object.assign(fakes.emails, createDynamoIdentifierPointers(client, tableName, 'email')),
    names: Object.assign(fakes.names, createDynamoIdentifierPointers(client, tableName, 'name')),
    sessions: Object.assign(fakes.sessions, createDynamoSessions(client, tableName)),
    data: Object.assign(fakes.data, createDynamoAccountData(client, tableName)),
    accountAttempts: createDynamoAccountAttempts(client, tableName),
    sourceRateLimits: Object.assign(fakes.sourceRateLimits, createDynamoSourceRateLimits(client, tableName)),
  });
  await signUp(deps);
  ada = await signInAgain(deps);
  const { caller, refresh_token: refreshToken } = ada;
  await refreshSession(deps)({ refreshToken, source: SOURCE });
  await changeUsername(deps)({ caller, username: 'Countess', source: SOURCE });
  const newPassword = `${PASSWORD} 2`;
  await verifiedEmail(deps, ada);
  await askForEmail(deps, ada, 'countess@example.com');
  await changePassword(deps)({ caller, currentPassword: PASSWORD, newPassword, source: SOURCE });
  // From a device that is known by now.
  await signInAgain(deps, 'Countess', newPassword);
  await useSecondFactor(caller);
  await addPasskey(caller);
  await recordActivity(caller.sub);
  const foos = createDynamoFoos(client, tableName);
  const idempotencyKeys = createDynamoIdempotencyKeys(client, tableName);
  creation = {
    foos,
    counts: createDynamoFooCounts(client, tableName),
    idempotencyKeys,
    maxFoosPerUser: 1,
    now: deps.now,
    newId: () => uuidv7(),
  };
  const create = createFoo(creation);
  const foo = { name: 'a foo', note: 'a note' };
  const { id } = await create({ sub: caller.sub, foo, idempotencyKey: 'key-1' });
  await deleteFoo({ ...creation, foos, idempotencyKeys })({ sub: caller.sub, id, preconditions: {} });
  await create({ sub: caller.sub, foo, idempotencyKey: 'key-2' });
  const resets = {
    resetChallenges: createDynamoResetChallenges(createTable(client, tableName)),
    openResets: createDynamoOpenResets(createTable(client, tableName)),
  };
  await requestPasswordReset({ ...deps, ...resets })({ username: 'Ada', language: 'en', source: SOURCE });
  // Long enough for the foos to be counted.
  fakes.clock.millis += 60_000;
  await expect(create({ sub: caller.sub, foo })).rejects.toMatchObject({ code: 'TOO_MANY_FOOS' });
});
afterAll(() => table.close());

test('every kind of item was written here, and is in the list', async () => {
  const expected = [...Object.keys(WITHHELD), ...NOBODYS];
  expect([...(await readAttributes()).keys()].sort()).toEqual(expected.sort());
  const owned = Object.values(keyPrefixes).filter((prefix) => !NOBODYS.includes(prefix));
  expect([...owned].sort()).toEqual(Object.keys(WITHHELD).sort());
  const listed = kinds.map(({ prefix }) => prefix);
  const ofAccount = [keyPrefixes.account, keyPrefixes.name, keyPrefixes.email, keyPrefixes.credential];
  expect([...ofAccount, ...listed].sort()).toEqual(Object.keys(WITHHELD).sort());
});

test('every attribute of what belongs to an account is exported, or withheld for a reason, and never both', async () => {
  const found = await readAttributes();
  for (const { prefix, exported } of kinds) {
    const judged = [...Object.values(exported), ...(WITHHELD[prefix] ?? [])];
    expect([prefix, [...judged].sort()]).toEqual([prefix, [...(found.get(prefix) ?? [])].sort()]);
  }
});

test('the export shows each of them, including the account, and no digest', async () => {
  const { items } = await exportAccount(deps)({ caller: ada.caller, source: SOURCE });
  const membersOf = (wanted: string) => Object.keys(items.find(({ type }) => type === wanted) ?? {}).sort();
  for (const { type, exported } of kinds) {
    expect(membersOf(type)).toEqual(['type', ...Object.keys(exported)].sort());
  }
  const account = membersOf('account').filter((name) => name !== 'type');
  const stored = (await readAttributes()).get(keyPrefixes.account) ?? [];
  const shown = account.flatMap((name) => ACCOUNT_EXPORT[name] ?? [name]);
  expect([...shown, ...(WITHHELD[keyPrefixes.account] ?? [])].sort()).toEqual([...stored].sort());

  const { Items: raw = [] } = await table.client.send(new ScanCommand({ TableName: table.tableName }));
  const digests = raw
    .filter(({ pk }) => !NOBODYS.some((prefix) => pk?.S?.startsWith(prefix)))
    .flatMap(digestsIn);
  expect(digests.length).toBeGreaterThan(5);
  for (const digest of digests) expect(JSON.stringify(items)).not.toContain(digest);
});

test('a deleted account leaves nothing but, for a while, its closed count', async () => {
  const caller = { ...ada.caller, amr: ['pwd', 'otp', 'mfa'] };
  await deleteAccount(deps)({ caller, source: SOURCE, hasTime: () => true });
  const left = await readAttributes();
  for (const prefix of NOBODYS) left.delete(prefix);
  expect(left).toEqual(new Map([[keyPrefixes.fooCount, new Set(['pk', 'sk', 'v', 'closed', 'expiresAt'])]]));
  const created = createFoo(creation)({ sub: caller.sub, foo: { name: 'late' } });
  await expect(created).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
