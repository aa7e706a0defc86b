/** The stores of password resets, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { MAX_CODE_ATTEMPTS } from '../../../lambda/identity/email/account-email';
import type { AccountResets } from '../../../lambda/identity/email/password-resets/account-resets';
import type { OpenReset, OpenResets } from '../../../lambda/identity/email/password-resets/open-resets';
import {
  MAX_OPEN_RESETS,
  type ResetChallenge,
} from '../../../lambda/identity/email/password-resets/reset-challenge';
import type { ResetChallenges } from '../../../lambda/identity/email/password-resets/reset-challenges';
import { COGNITO_HASH } from '../../../lambda/identity/passwords/migration-hook';
import { hasPassword } from '../../../lambda/identity/passwords/no-password';
import type { MemoryAccounts } from './memory-accounts';

/** A stored challenge with its attempts. */
type StoredChallenge = ResetChallenge & { readonly attempts: number };

/** Creates an empty store with the contract of the real one. */
export function createMemoryResetChallenges(): ResetChallenges & {
  readonly items: Map<string, StoredChallenge>;
} {
  const items = new Map<string, StoredChallenge>();
  return {
    items,
    async create(digest, challenge) {
      items.set(digest, { ...challenge, attempts: 0 });
    },
    async find(digest) {
      const { attempts: _, ...challenge } = items.get(digest) ?? {};
      return 'sub' in challenge ? (challenge as ResetChallenge) : undefined;
    },
    async countAttempt(digest, now) {
      const found = items.get(digest);
      if (!found || found.validUntil <= now || found.attempts >= MAX_CODE_ATTEMPTS) return false;
      items.set(digest, { ...found, attempts: found.attempts + 1 });
      return true;
    },
    async refundAttempt(digest) {
      const found = items.get(digest);
      if (found && found.attempts > 0) items.set(digest, { ...found, attempts: found.attempts - 1 });
    },
    async delete(digest) {
      items.delete(digest);
    },
  };
}

/** Creates an empty store with the contract of the real one. */
export function createMemoryOpenResets(): OpenResets & {
  readonly items: Map<string, readonly OpenReset[]>;
} {
  const items = new Map<string, readonly OpenReset[]>();
  const listOf = (owner: string) => items.get(owner) ?? [];
  return {
    items,
    list: async (owner) => listOf(owner),
    async open(owner, reset, now) {
      const open = listOf(owner).filter(({ validUntil }) => validUntil > now);
      if (open.some(({ digest }) => digest === reset.digest)) return true;
      if (open.length >= MAX_OPEN_RESETS) return false;
      items.set(owner, [...open, reset]);
      return true;
    },
    async close(owner, resets) {
      const digests = resets.map(({ digest }) => digest);
      items.set(
        owner,
        listOf(owner).filter(({ digest }) => !digests.includes(digest)),
      );
    },
  };
}

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryAccountResets({ items }: Pick<MemoryAccounts, 'items'>): AccountResets {
  return {
    async replacePassword({ sub, securityVersion, email }: Account, passwordHash) {
      const current = items.get(sub);
      const isSame =
        current?.state === 'ACTIVE' &&
        current.securityVersion === securityVersion &&
        current.email !== undefined &&
        current.email.address === email?.address &&
        current.passwordHash !== COGNITO_HASH &&
        hasPassword(current);
      if (!isSame) return current?.passwordHash === passwordHash;
      const { kept: _kept, passwordTemporaryUntil: _until, ...rest } = current;
      items.set(sub, {
        ...rest,
        passwordHash,
        securityVersion: securityVersion + 1,
        attempts: { ...current.attempts, failures: 0 },
        changeAttempts: { ...current.changeAttempts, failures: 0 },
      });
      return true;
    },
  };
}
