/** Checks a code that a user sends as the proof of a second factor. */
import { type FieldError, ValidationError } from '../../../shared/errors';
import type { Account } from '../../accounts/account';
import { type FactorKind, factorKinds } from '../account-factor';
import type { FactorCipher } from '../factor-cipher';
import type { FactorProof } from '../factor-proof';
import type { FactorSecrets } from '../factor-secrets';
import { digestRecoveryCode, readRecoveryCode } from '../recovery-code';
import { matchTotp, readTotpCode } from '../totp';

/** The dependencies of the check. */
export interface CodeCheckDependencies {
  readonly factorSecrets: Pick<FactorSecrets, 'find'>;
  readonly cipher: Pick<FactorCipher, 'decrypt'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** The kinds of codes. */
export type CodeKind = Exclude<FactorKind, 'passkey'>;

const codeKinds: readonly CodeKind[] = ['totp', 'recovery_code'];

/** A code as the user typed it. */
export interface SentCode {
  readonly kind: CodeKind;
  readonly code: string;
}

const wrongKind = (kinds: readonly FactorKind[]): FieldError => ({
  pointer: '#/kind',
  detail: `must be ${kinds.join(' or ')}`,
});

/**
 * Reads the kind of a code.
 * @param hasPasskeys whether the stage has passkeys: they are the other kind that it takes. Default: false
 * @throws ValidationError
 */
export function readKind(text: string, hasPasskeys = false): CodeKind {
  const kind = codeKinds.find((each) => each === text);
  if (!kind) throw new ValidationError([wrongKind(hasPasskeys ? factorKinds : codeKinds)]);
  return kind;
}

/**
 * Prepares the check of a code: reads and decrypts what it is compared with. So a guess can be counted between the
 * two, and none is used up when KMS does not answer.
 * @returns the function that checks the code. It returns the proof, or undefined when the code is wrong or was used.
 * Only a write decides whether the proof is accepted
 * @throws DependencyUnavailableError
 */
export async function prepareCodeCheck(
  deps: CodeCheckDependencies,
  account: Account,
  { kind, code }: SentCode,
): Promise<() => FactorProof | undefined> {
  const { sub, factors = {}, recoveryCodes = [] } = account;
  if (kind === 'recovery_code') {
    const shown = readRecoveryCode(code);
    const digest = shown && digestRecoveryCode(sub, shown);
    // digests of random codes: the time of a comparison does not help to find one
    return () => (digest && recoveryCodes.includes(digest) ? { kind, digest } : undefined);
  }
  if (readTotpCode(code) === undefined) return () => undefined;
  const secrets: { readonly id: string; readonly secret: Uint8Array; readonly lastStep: number }[] = [];
  for (const [id, { lastStep }] of Object.entries(factors)) {
    const stored = await deps.factorSecrets.find(sub, id);
    if (!stored) continue;
    const { ciphertext } = stored;
    secrets.push({ id, lastStep, secret: await deps.cipher.decrypt({ sub, id, ciphertext }) });
  }
  return () => {
    const now = deps.now();
    for (const { id, secret, lastStep } of secrets) {
      const step = matchTotp({ secret, code, now });
      if (step !== undefined && step > lastStep) return { kind, id, step };
    }
    return undefined;
  };
}
