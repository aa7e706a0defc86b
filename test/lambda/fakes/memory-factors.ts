/** The stores of second factors, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { NO_SESSION } from '../../../lambda/identity/email/account-email';
import { countFactors } from '../../../lambda/identity/factors/account-factor';
import type { AccountFactors, AccountFactorsOptions } from '../../../lambda/identity/factors/account-factors';
import type { FactorAttempts } from '../../../lambda/identity/factors/factor-attempts';
import type { FactorCipher } from '../../../lambda/identity/factors/factor-cipher';
import type { FactorProof, FirstFactor, PasskeySignIn } from '../../../lambda/identity/factors/factor-proof';
import type { FactorSecret, FactorSecrets } from '../../../lambda/identity/factors/factor-secrets';
import { countPasskeys } from '../../../lambda/identity/passkeys/account-passkey';
import { hasPassword } from '../../../lambda/identity/passwords/no-password';
import { type AttemptReservation, isShared } from '../../../lambda/identity/throttling/attempt-update';

type Accounts = Map<string, Account>;

/** Returns the account after the write that accepts a proof; undefined when the write does not apply. */
export function withProof(
  account: Account,
  proof: FactorProof | FirstFactor | PasskeySignIn,
  at: number,
  sid = '',
): Account | undefined {
  if (proof.kind === 'enrolment') return withFirstFactor(account, proof, at, sid);
  const { factorsResetAt: _, recoveryCodes = [], ...rest } = account;
  const cleared = { ...rest, factorFailures: 0, stepUpFailures: 0 };
  const kept = { ...cleared, ...(account.recoveryCodes && { recoveryCodes }) };
  if (proof.kind === 'passkey_sign_in') return account.passkeys?.[proof.id]?.verifiesUser ? kept : undefined;
  if (proof.kind === 'passkey') {
    const isSame = proof.isOn === (account.secondFactorSince !== undefined);
    return isSame && account.passkeys?.[proof.id] ? kept : undefined;
  }
  if (account.secondFactorSince === undefined) return undefined;
  if (proof.kind === 'recovery_code') {
    if (!recoveryCodes.includes(proof.digest)) return undefined;
    const left = recoveryCodes.filter((digest) => digest !== proof.digest);
    return { ...cleared, ...(left.length > 0 && { recoveryCodes: left }) };
  }
  const factor = account.factors?.[proof.id];
  if (!factor || factor.lastStep >= proof.step) return undefined;
  const used = { ...factor, lastStep: proof.step, lastUsedAt: at };
  return { ...kept, factors: { ...account.factors, [proof.id]: used } };
}

/** Returns the account after the write that applies a reset; undefined when the write does not apply. */
export function withReset(account: Account, resetAt: number): Account | undefined {
  const { factorsResetAt, factors: _, secondFactorSince, recoveryCodes: _codes, passkeys, ...rest } = account;
  if (factorsResetAt !== resetAt || !hasPassword(account)) return undefined;
  return { ...rest, factorFailures: 0, stepUpFailures: 0 };
}

/** Returns the account after a sign-in has added its first factor; undefined when the write does not apply. */
function withFirstFactor(
  account: Account,
  { id, name, step, recoveryDigests, adoptsEmail, hasNoPasskey }: FirstFactor,
  at: number,
  sid: string,
): Account | undefined {
  const { factorsResetAt: _, pendingEmail, ...rest } = account;
  if (account.secondFactorSince !== undefined || account.factors) return undefined;
  if (hasNoPasskey && account.passkeys) return undefined;
  if (adoptsEmail && pendingEmail?.sid !== NO_SESSION) return undefined;
  return {
    ...rest,
    ...(pendingEmail && { pendingEmail: adoptsEmail ? { ...pendingEmail, sid } : pendingEmail }),
    factors: { [id]: { kind: 'totp', name, addedAt: at, lastStep: step } },
    secondFactorSince: at,
    recoveryCodes: recoveryDigests,
    factorFailures: 0,
    stepUpFailures: 0,
  };
}

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryAccountFactors(
  { items }: { readonly items: Accounts },
  { hasPasskeys = false }: AccountFactorsOptions = {},
): AccountFactors {
  const findSame = ({ sub, securityVersion }: Account) => {
    const current = items.get(sub);
    const isSame = current?.state === 'ACTIVE' && current.securityVersion === securityVersion;
    return isSame ? current : undefined;
  };
  return {
    async confirm(account, { id, name, step, at, recoveryDigests }) {
      const current = findSame(account);
      const turnsOn = account.secondFactorSince === undefined;
      if (!current || countFactors(current) !== countFactors(account) || current.factors?.[id]) return false;
      if (turnsOn !== (recoveryDigests !== undefined)) return false;
      if (turnsOn !== (current.secondFactorSince === undefined)) return false;
      items.set(account.sub, {
        ...current,
        factors: { ...current.factors, [id]: { kind: 'totp', name, addedAt: at, lastStep: step } },
        secondFactorSince: current.secondFactorSince ?? at,
        ...(recoveryDigests && { recoveryCodes: recoveryDigests }),
      });
      return true;
    },
    async remove(account, id) {
      const current = findSame(account);
      if (!current?.factors?.[id] || countFactors(current) !== countFactors(account)) return false;
      const { [id]: _, ...left } = current.factors;
      const { factors, ...others } = current;
      const { secondFactorSince, recoveryCodes, factorsResetAt, ...rest } = others;
      const isLast = countFactors({ factors: left }) === 0;
      const keepsOn = hasPasskeys && countPasskeys(account) > 0;
      if (isLast && hasPasskeys && keepsOn !== countPasskeys(current) > 0) return false;
      items.set(account.sub, isLast ? (keepsOn ? others : rest) : { ...current, factors: left });
      return true;
    },
    async replaceRecoveryCodes(account, recoveryCodes) {
      const current = findSame(account);
      if (current?.secondFactorSince === undefined) return false;
      items.set(account.sub, { ...current, recoveryCodes });
      return true;
    },
    async consume(account, proof, at) {
      const current = findSame(account);
      const accepted = current && withProof(current, proof, at);
      if (accepted) items.set(account.sub, accepted);
      return accepted !== undefined;
    },
    async cancelReset(account) {
      const current = findSame(account);
      if (current?.factorsResetAt === undefined) return false;
      const { factorsResetAt: _, ...rest } = current;
      items.set(account.sub, rest);
      return true;
    },
    async applyReset(account, resetAt) {
      const current = findSame(account);
      const reset = current && withReset(current, resetAt);
      if (reset) items.set(account.sub, reset);
      if (reset) return true;
      return current !== undefined && current.secondFactorSince === undefined && !current.passkeys;
    },
  };
}

/** Creates an empty store with the contract of the real one. */
export function createMemoryFactorSecrets(): FactorSecrets & { readonly items: Map<string, FactorSecret> } {
  const items = new Map<string, FactorSecret>();
  const nameOf = (sub: string, id: string) => `${sub}/${id}`;
  return {
    items,
    async put({ validUntil, ...secret }) {
      items.set(nameOf(secret.sub, secret.id), { ...secret, ...(validUntil && { validUntil }) });
    },
    find: async (sub, id) => items.get(nameOf(sub, id)),
    async list(sub) {
      const own = [...items.values()].filter((secret) => secret.sub === sub);
      return own.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    async keep(sub, id) {
      const { validUntil: _, ...secret } = items.get(nameOf(sub, id)) ?? {};
      if (!('id' in secret)) return false;
      items.set(nameOf(sub, id), secret as FactorSecret);
      return true;
    },
    async deletePending(sub, id) {
      const isPending = items.get(nameOf(sub, id))?.validUntil !== undefined;
      return isPending && items.delete(nameOf(sub, id));
    },
    async delete(sub, id) {
      items.delete(nameOf(sub, id));
    },
    async deleteAll(sub) {
      for (const [name, secret] of items) if (secret.sub === sub) items.delete(name);
    },
  };
}

/** Creates a cipher that only binds a secret to its factor. */
export function createFakeFactorCipher(): FactorCipher {
  return {
    async encrypt({ sub, id, secret }) {
      return Buffer.from(JSON.stringify([sub, id, [...secret]])).toString('base64');
    },
    async decrypt({ sub, id, ciphertext }) {
      const [owner, factor, secret] = JSON.parse(Buffer.from(ciphertext, 'base64').toString());
      if (owner !== sub || factor !== id) throw new Error('The ciphertext belongs to another factor');
      return new Uint8Array(secret);
    },
  };
}

/** The names of a count. */
const counts = {
  'sign-in': ['factorFailures', 'factorAttemptAt'],
  'step-up': ['stepUpFailures', 'stepUpAttemptAt'],
} as const;

type Counted = Readonly<Record<string, unknown>>;

/** Returns the next count, as the conditional update decides; undefined when it does not apply. */
function countOne(
  holder: Counted,
  [failures, at]: (typeof counts)['sign-in' | 'step-up'],
  reservation: AttemptReservation,
) {
  const { seen, freeFailures } = reservation;
  const present = Number(holder[failures] ?? 0);
  const shared = isShared(reservation);
  const isAdmitted = shared
    ? present < freeFailures
    : holder[failures] === undefined || (present === seen.failures && holder[at] === seen.lastAttemptAt);
  if (!isAdmitted) return undefined;
  return { [failures]: (shared ? present : reservation.failures) + 1, [at]: reservation.at };
}

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryFactorAttempts(items: Accounts): FactorAttempts {
  return {
    async reserve({ sub }, scope, reservation) {
      const account = items.get(sub);
      if (!account) return false;
      if (typeof scope === 'string') {
        const counted = countOne({ ...account }, counts[scope], reservation);
        if (counted) items.set(sub, { ...account, ...counted });
        return counted !== undefined;
      }
      const device = account.devices.find(({ id }) => id === scope.device);
      const counted = device && countOne({ ...device }, counts['sign-in'], reservation);
      if (!counted) return false;
      const devices = account.devices.map((each) => (each === device ? { ...each, ...counted } : each));
      items.set(sub, { ...account, devices });
      return true;
    },
    async clear({ sub }) {
      const account = items.get(sub);
      if (!account) return;
      const clear = <Holder extends object>(holder: Holder, name: string) =>
        name in holder ? { ...holder, [name]: 0 } : holder;
      const devices = account.devices.map((device) => clear(device, 'factorFailures'));
      items.set(sub, { ...clear(clear(account, 'factorFailures'), 'stepUpFailures'), devices });
    },
    async takeBackPassword({ sub, passwordHash }, id) {
      const account = items.get(sub);
      if (account?.passwordHash !== passwordHash) return;
      const less = <Holder extends { readonly failures: number }>(holder: Holder) =>
        holder.failures > 0 ? { ...holder, failures: holder.failures - 1 } : holder;
      const devices = account.devices.map((device) => (device.id === id ? less(device) : device));
      items.set(
        sub,
        id === undefined ? { ...account, attempts: less(account.attempts) } : { ...account, devices },
      );
    },
  };
}
