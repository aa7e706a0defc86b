/** The second factors of an account, as the account's item holds them: everything that decides about a sign-in. */
import type { Attributes } from '../../shared/table/attributes';
import { countPasskeys, type PasskeyHolder } from '../passkeys/account-passkey';
import { type Attempts, noAttempts } from '../throttling/backoff';

/** A confirmed factor. Its secret is an item of its own. Times are epoch milliseconds. */
export interface Factor {
  readonly kind: 'totp';
  /** The name that its user gave it. */
  readonly name: string;
  readonly addedAt: number;
  /** The last step of time whose code was accepted. No code of this step or an earlier one is accepted again. */
  readonly lastStep: number;
  /** @default - not used since it was confirmed */
  readonly lastUsedAt?: number | undefined;
}

/** Guesses at second factors, by the names of their attributes. They are never forgiven by time alone. */
export interface FactorFailures {
  /** Codes in a row that were not accepted, including those in progress. @default 0 */
  readonly factorFailures?: number | undefined;
  /** When the last one was tried, in epoch milliseconds. @default 0 */
  readonly factorAttemptAt?: number | undefined;
}

/** The second factors of an account. */
export interface SecondFactorHolder extends FactorFailures {
  /** By id. @default - none */
  readonly factors?: Readonly<Record<string, Factor>> | undefined;
  /**
   * When the second factor was turned on, in epoch milliseconds.
   * @default - a password is enough to sign in, unless the stage requires a second factor
   */
  readonly secondFactorSince?: number | undefined;
  /** The digests of the recovery codes that are left. @default - none */
  readonly recoveryCodes?: readonly string[] | undefined;
  /** Codes in a row that were not accepted in sessions of the account. @default 0 */
  readonly stepUpFailures?: number | undefined;
  /** When the last one of them was tried, in epoch milliseconds. @default 0 */
  readonly stepUpAttemptAt?: number | undefined;
  /** From when the factors count as removed, in epoch milliseconds. @default - they are not being reset */
  readonly factorsResetAt?: number | undefined;
}

/** The attributes of an account's item that hold its second factors. */
export const FACTOR_ATTRIBUTES = [
  'factors',
  'secondFactorSince',
  'recoveryCodes',
  'factorFailures',
  'factorAttemptAt',
  'stepUpFailures',
  'stepUpAttemptAt',
  'factorsResetAt',
] as const satisfies readonly (keyof SecondFactorHolder)[];

/** Reads the second factors of an item, or the guesses of the map of a device. */
export function readFactors(item: Attributes): SecondFactorHolder {
  return Object.fromEntries(
    FACTOR_ATTRIBUTES.flatMap((name) => (item[name] ? [[name, toPlain(item[name])]] : [])),
  );
}

function toPlain({ N, SS, S, M }: Attributes[string]): unknown {
  return M
    ? Object.fromEntries(Object.entries(M).map(([key, value]) => [key, toPlain(value)]))
    : (S ?? SS ?? Number(N));
}

/** Returns the guesses of an account or a device as attempts. */
export function factorAttemptsOf({ factorFailures, factorAttemptAt }: FactorFailures): Attempts {
  return { failures: factorFailures ?? 0, lastAttemptAt: factorAttemptAt ?? noAttempts.lastAttemptAt };
}

/** Returns the guesses in sessions of an account as attempts. */
export function stepUpAttemptsOf({ stepUpFailures, stepUpAttemptAt }: SecondFactorHolder): Attempts {
  return { failures: stepUpFailures ?? 0, lastAttemptAt: stepUpAttemptAt ?? noAttempts.lastAttemptAt };
}

/** The kinds of proof of a second factor. */
export const factorKinds = ['totp', 'passkey', 'recovery_code'] as const;

/** A kind of proof. */
export type FactorKind = (typeof factorKinds)[number];

/**
 * Returns the kinds of proof that an account can give.
 * @param hasPasskeys whether the stage has passkeys: without them, no passkey is a proof. Default: false
 */
export function kindsOf(
  { factors, passkeys, recoveryCodes }: SecondFactorHolder & PasskeyHolder,
  hasPasskeys = false,
): readonly FactorKind[] {
  const hasKind = {
    totp: Object.keys(factors ?? {}).length > 0,
    passkey: hasPasskeys && Object.keys(passkeys ?? {}).length > 0,
    recovery_code: (recoveryCodes ?? []).length > 0,
  };
  return factorKinds.filter((kind) => hasKind[kind]);
}

/** What a stage says about second factors. */
export interface FactorPolicy {
  /** `required`: every account must have one. @default - accounts may have none */
  readonly secondFactor?: string | undefined;
  /** Whether the stage has passkeys: without them, no passkey is a proof. @default false */
  readonly hasPasskeys?: boolean | undefined;
}

/**
 * Whether an account has a second factor to prove: it is on, or the stage requires one and the account has a passkey.
 * Otherwise the password alone would add the factor that the stage requires, past the passkey.
 */
export function mustProveFactor(
  account: Pick<SecondFactorHolder, 'secondFactorSince'> & PasskeyHolder,
  { secondFactor, hasPasskeys = false }: FactorPolicy,
): boolean {
  if (account.secondFactorSince !== undefined) return true;
  return secondFactor === 'required' && hasPasskeys && countPasskeys(account) > 0;
}

/** Returns how many factors an account has, apart from passkeys. */
export function countFactors({ factors }: Pick<SecondFactorHolder, 'factors'>): number {
  return Object.keys(factors ?? {}).length;
}

/** Whether an account has exactly these recovery codes. */
export function hasSameCodes(
  { recoveryCodes }: Pick<SecondFactorHolder, 'recoveryCodes'>,
  digests: readonly string[],
): boolean {
  return (
    recoveryCodes?.length === digests.length && digests.every((digest) => recoveryCodes.includes(digest))
  );
}
