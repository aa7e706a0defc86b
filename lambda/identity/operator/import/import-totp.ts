/** Imports the authenticator apps of accounts. */
import type { Account } from '../../accounts/account';
import type { Accounts } from '../../accounts/accounts';
import type { FactorCipher } from '../../factors/factor-cipher';
import type { FactorSecrets } from '../../factors/factor-secrets';
import { DEFAULT_FACTOR_NAME } from '../../factors/management/factor-name';
import { deriveNewSub } from '../derive-new-sub';
import { UnusableRecordError, type UserRecord } from '../user-record';

/** The dependencies of these steps. */
export interface ImportTotpDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly factorSecrets: Pick<FactorSecrets, 'put' | 'delete'>;
  /** @default - no key is given, so that lines with an authenticator app are refused */
  readonly cipher?: Pick<FactorCipher, 'encrypt'> | undefined;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** How long a code is shown, in milliseconds. */
const STEP_MS = 30_000;

/** Takes the place of the session that has begun an enrolment. No session has this id. */
const IMPORT_SID = 'import';

/** @throws UnusableRecordError when the line has an authenticator app, and no key is given */
export function checkTotpKey({ cipher }: ImportTotpDependencies, { totp }: UserRecord): void {
  if (totp && !cipher) throw new UnusableRecordError('totp needs the key of the stage: use --factor-key');
}

/**
 * Runs the creation of an account with its authenticator app. The secret is stored first: the account never exists without
 * its second factor. It has no recovery codes, since no command shows any.
 * @param newSub a value of this line and this import, which the id of the factor is derived from: a repeated attempt
 * replaces its own secret, and no other one
 */
export async function createWithTotp(
  deps: ImportTotpDependencies,
  { account, totp, newSub }: { account: Account; totp: Uint8Array | undefined; newSub: string },
  create: (account: Account) => Promise<void>,
): Promise<void> {
  const { accounts, factorSecrets, cipher, now } = deps;
  if (!totp || !cipher) return create(account);
  const { sub, securityVersion } = account;
  const id = deriveNewSub(newSub, 0);
  const addedAt = now();
  const [name, createdAt] = [DEFAULT_FACTOR_NAME, addedAt];
  const ciphertext = await cipher.encrypt({ sub, id, secret: totp });
  await factorSecrets.put({ sub, id, ciphertext, name, createdAt, securityVersion, sid: IMPORT_SID });
  // the other system may have accepted the codes that are shown now
  const lastStep = Math.floor(addedAt / STEP_MS) + 1;
  try {
    const factors = { [id]: { kind: 'totp', name, addedAt, lastStep } } as const;
    await create({ ...account, factors, secondFactorSince: addedAt });
  } catch (error) {
    // after any other error, the account may be stored now or later
    if (error instanceof UnusableRecordError && !(await accounts.find(sub))?.factors?.[id]) {
      await factorSecrets.delete(sub, id);
    }
    throw error;
  }
}

/**
 * Checks a line that is imported over an account. An import changes no factors: it would remove those that the user
 * has added since.
 * @throws UnusableRecordError when the account has no second factor, and the line has one
 */
export function compareTotp({ secondFactorSince }: Account, { totp }: UserRecord): void {
  if (totp && secondFactorSince === undefined) {
    throw new UnusableRecordError('the account exists without a second factor: remove totp from the line');
  }
}
