/** The store of accounts, in memory. */

import type { Account } from '../../../lambda/identity/accounts/account';
import type { Accounts } from '../../../lambda/identity/accounts/accounts';
import { keepSession } from '../../../lambda/identity/accounts/kept-session';
import { type Device, devicesToForget } from '../../../lambda/identity/devices/device';
import { atTime } from '../../../lambda/identity/email/policy/account-expiry';
import type { AcceptedProof } from '../../../lambda/identity/factors/factor-proof';
import type { AppliedReset } from '../../../lambda/identity/factors/proofs/factors-reset';
import type { TrustedDevice } from '../../../lambda/identity/factors/trusted-devices/trusted-device';
import { withProof, withReset } from './memory-factors';
import { findAccepted, withTrust } from './memory-trusted-devices';

/** A fake store, with a count of its reads. */
export interface MemoryAccounts extends Accounts {
  /** By `sub`. */
  readonly items: Map<string, Account>;
  /** The trusted devices by `sub`. */
  readonly trusted: Map<string, readonly TrustedDevice[]>;
  /** The ids of all reads, in order. */
  readonly lookups: string[];
  /** Returns the account that claims a name. */
  named(name: string): Account | undefined;
  /** Stores an account unchanged. */
  set(account: Account): void;
}

const withDevice = (devices: readonly Device[], signedIn: Device, forgotten: readonly string[]) => [
  ...devices.filter(({ id }) => id !== signedIn.id && !forgotten.includes(id)),
  signedIn,
];

/** Whether the device has the secret that was read. @param hash its digest. Default: nothing is required */
const isSameDevice = (
  devices: readonly Device[],
  of: string,
  hash = devices.find(({ id }) => id === of)?.hash,
) => devices.find(({ id }) => id === of)?.hash === hash;

/** What a proof or a reset may remove. */
const noFactors = {
  factors: undefined,
  secondFactorSince: undefined,
  recoveryCodes: undefined,
  factorsResetAt: undefined,
  passkeys: undefined,
};

const isSameCreation = (current: Account, { name, passwordHash, createdAt }: Account) =>
  current.name === name && current.passwordHash === passwordHash && current.createdAt === createdAt;

/** Clears the failures of sign-ins from unknown devices, and of password changes. */
const forgetFailures = ({ attempts, changeAttempts }: Account) => ({
  attempts: { ...attempts, failures: 0 },
  changeAttempts: { ...changeAttempts, failures: 0 },
});

function withSecondFactor(
  current: Account,
  devices: readonly TrustedDevice[] | undefined,
  { secondFactor, sid }: { readonly secondFactor: AcceptedProof | AppliedReset; readonly sid: string },
): Account | undefined {
  if (!('proof' in secondFactor)) return withReset(current, secondFactor.resetAt);
  const { proof, at } = secondFactor;
  return proof.kind === 'trusted_device'
    ? findAccepted(current, devices, proof)
    : withProof(current, proof, at, sid);
}

/** Creates an empty store with the contract of the real one. @param now the time in epoch milliseconds */
export function createMemoryAccounts(now: () => number = Date.now): MemoryAccounts {
  const items = new Map<string, Account>();
  const lookups: string[] = [];
  const trusted = new Map<string, readonly TrustedDevice[]>();
  /** Changes the account if `holds` returns true. */
  const changeIf = (
    account: Pick<Account, 'sub'>,
    holds: (current: Account) => boolean,
    change: Partial<Account>,
  ): boolean => {
    const current = items.get(account.sub);
    if (!current || !holds(current)) return false;
    items.set(account.sub, { ...current, ...change });
    return true;
  };
  return {
    items,
    trusted,
    lookups,
    named: (name) => [...items.values()].find((account) => account.name === name),
    set: (account) => void items.set(account.sub, account),
    async find(sub) {
      lookups.push(sub);
      const found = items.get(sub);
      return found && atTime(found, now());
    },
    async create(account) {
      const current = items.get(account.sub);
      if (!current) items.set(account.sub, account);
      return current === undefined || isSameCreation(current, account);
    },
    async discard(account) {
      const current = items.get(account.sub);
      if (
        current &&
        isSameCreation(current, account) &&
        current.lastSid === account.lastSid &&
        (account.email || !current.email) &&
        (account.expiresAt === undefined || current.expiresAt === account.expiresAt)
      ) {
        items.delete(account.sub);
      }
      return !items.has(account.sub);
    },
    async commitSignIn({ account, sid, newPasswordHash, replacesPassword, device, secondFactor, ...times }) {
      const { at, expiresAt } = times;
      const current = items.get(account.sub);
      if (current?.lastSid === sid) return current.sessionCount;
      const sessionCount = (current?.sessionCount ?? 0) + 1;
      const devices = trusted.get(account.sub);
      const accepted = secondFactor && 'proof' in secondFactor ? secondFactor : undefined;
      const trust = withTrust(devices, accepted?.trust);
      const proved =
        secondFactor && current && trust && withSecondFactor(current, devices, { secondFactor, sid });
      const committed = changeIf(
        account,
        ({ passwordHash, securityVersion, state, scopes, username, usernameChanges, devices, ...other }) =>
          (account.expiresAt === undefined || other.expiresAt !== undefined) &&
          passwordHash === account.passwordHash &&
          securityVersion === account.securityVersion &&
          state === 'ACTIVE' &&
          username === account.username &&
          usernameChanges?.version === account.usernameChanges?.version &&
          (!device || isSameDevice(devices, device.id, accepted?.deviceHash)) &&
          (secondFactor
            ? proved !== undefined
            : other.secondFactorSince === (device ? undefined : account.secondFactorSince)) &&
          scopes.join(' ') === account.scopes.join(' '),
        {
          ...(proved && { ...noFactors, ...proved }),
          passwordHash: newPasswordHash ?? account.passwordHash,
          lastSid: sid,
          sessionCount,
          ...(device && {
            devices: withDevice(current?.devices ?? [], device, devicesToForget(account.devices, device, at)),
            ...(current && forgetFailures(current)),
            ...(account.expiresAt !== undefined && { expiresAt }),
          }),
          ...(replacesPassword && {
            securityVersion: account.securityVersion + 1,
            sessionsRevokedThroughVersion: account.securityVersion + 1,
            passwordTemporaryUntil: undefined,
          }),
        },
      );
      if (committed && accepted?.trust && trust) trusted.set(account.sub, trust);
      return committed ? sessionCount : undefined;
    },
    async correctSessionCount(account, counted, actual) {
      changeIf(
        account,
        ({ lastSid, sessionCount }) => lastSid === account.lastSid && sessionCount === counted,
        {
          sessionCount: actual,
        },
      );
    },
    async replaceScopes(account, scopes) {
      const replaced = changeIf(account, (current) => current.scopes.join(' ') === account.scopes.join(' '), {
        scopes,
      });
      const current = items.get(account.sub);
      return replaced || current?.scopes.join(' ') === scopes.join(' ');
    },
    async changePassword(account, passwordHash, sid) {
      const { securityVersion } = account;
      const changed = changeIf(
        account,
        (current) =>
          current.passwordHash === account.passwordHash &&
          current.securityVersion === securityVersion &&
          current.state === 'ACTIVE',
        {
          passwordHash,
          securityVersion: securityVersion + 1,
          kept: sid === undefined ? undefined : keepSession(account, sid),
          passwordTemporaryUntil: undefined,
          ...forgetFailures(items.get(account.sub) ?? account),
        },
      );
      return changed || items.get(account.sub)?.passwordHash === passwordHash;
    },
    async raiseSecurityVersion(sub) {
      const current = items.get(sub);
      if (!current) return undefined;
      const { kept: _none, ...rest } = current;
      const securityVersion = current.securityVersion + 1;
      items.set(sub, { ...rest, securityVersion });
      return securityVersion;
    },
    async markSessionsRevoked(account, securityVersion, { clearsChangeAttempts = false } = {}) {
      const { changeAttempts } = items.get(account.sub) ?? {};
      changeIf(
        account,
        ({ sessionsRevokedThroughVersion }) => sessionsRevokedThroughVersion <= securityVersion,
        {
          sessionsRevokedThroughVersion: securityVersion,
          ...(clearsChangeAttempts &&
            changeAttempts && { changeAttempts: { ...changeAttempts, failures: 0 } }),
        },
      );
    },
    async markDeleting(account, by) {
      return changeIf(account, ({ state }) => by === 'operator' || state !== 'DISABLED', {
        state: 'DELETING',
      });
    },
    async delete(account) {
      const current = items.get(account.sub);
      if (current?.state !== 'DELETING') return undefined;
      items.delete(account.sub);
      return current;
    },
  };
}
