/** A proof of a second factor, and the parts of the write that accepts it: it is accepted once, or not at all. */
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import type { Device } from '../devices/device';
import type { NewTrust } from './trusted-devices/trusted-device';

/** A code that was found right, or a passkey that has signed. Only the write accepts it. */
export type FactorProof =
  | {
      readonly kind: 'totp';
      /** The factor's id. */
      readonly id: string;
      /** The step of time that the code belongs to. */
      readonly step: number;
    }
  | { readonly kind: 'recovery_code'; readonly digest: string }
  | {
      readonly kind: 'passkey';
      /** See `passkeyId`. */
      readonly id: string;
      /** Whether the second factor was on when the account was read. It must still be as it was. */
      readonly isOn: boolean;
    };

/** The first factor of an account, which a sign-in adds in a stage that requires one. */
export interface FirstFactor {
  readonly kind: 'enrolment';
  /** The factor's id. */
  readonly id: string;
  readonly name: string;
  /** The step of the code that confirms it. The code is used up. */
  readonly step: number;
  readonly recoveryDigests: readonly string[];
  /** Whether the address of the sign-up waits for this session: see `NO_SESSION`. */
  readonly adoptsEmail: boolean;
  /** Whether the account had no passkey when it was read. It must still have none then. */
  readonly hasNoPasskey: boolean;
}

/** The parts of an update of an account. */
export interface ProofWrite {
  readonly condition: string;
  /** Assignments, separated by commas. Empty for none. */
  readonly set: string;
  /** Paths to remove, separated by commas. Empty for none. */
  readonly remove: string;
  /** An element to delete from a set. @default - none */
  readonly delete?: string | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Attributes;
}

/** A trusted device, which a sign-in accepts in place of a proof. */
export interface TrustProof {
  readonly kind: 'trusted_device';
  readonly id: string;
  readonly digest: string;
  /** The known device that signs in, as it was read. @default - an unknown device */
  readonly known?: Device | undefined;
}

/** A passkey that signs in alone: it takes the place of the password and of the second factor. */
export interface PasskeySignIn {
  readonly kind: 'passkey_sign_in';
  /** See `passkeyId`. */
  readonly id: string;
}

/** A proof together with the write that accepts it. */
export interface AcceptedProof {
  readonly proof: FactorProof | FirstFactor | TrustProof | PasskeySignIn;
  /** When it is accepted, in epoch milliseconds. */
  readonly at: number;
  /** The digest of the secret that the known device must still have. @default - an unknown device */
  readonly deviceHash?: string | undefined;
  /** The device that is trusted from now on, and those to remove. @default - none */
  readonly trust?: NewTrust | undefined;
  readonly write: ProofWrite;
}

/**
 * Returns the parts of the write. The write requires that the step is later than the last one that was accepted, or
 * that the recovery code is left, and that the second factor is on. So of parallel writes with one code, one applies. A
 * passkey must be left, and the second factor as it was: its challenge was used up before. It also counts while the
 * second factor is off. The write clears the guesses of the account, and cancels a reset of its factors.
 * @param at epoch milliseconds
 * @param deviceHash for the sign-in of a known device, whose map the sign-in names. Default: an unknown device
 */
export function acceptProof(proof: FactorProof, at: number, deviceHash?: string): AcceptedProof {
  const { condition, set, names, values, ...rest } = acceptKind(proof, at);
  const isKnown = deviceHash !== undefined;
  return {
    proof,
    at,
    deviceHash,
    write: {
      ...rest,
      condition: [condition, ...(isKnown ? ['#devices.#device.#deviceHash = :deviceHash'] : [])].join(
        ' AND ',
      ),
      set: ['#factorFailures = :noFailures, #stepUpFailures = :noFailures', ...set].join(', '),
      remove: '#factorsResetAt',
      names: {
        ...names,
        '#factorFailures': 'factorFailures',
        '#stepUpFailures': 'stepUpFailures',
        '#factorsResetAt': 'factorsResetAt',
        ...(isKnown && { '#deviceHash': 'hash' }),
      },
      values: { ...values, ...toAttributes({ ':noFailures': 0, ':deviceHash': deviceHash }) },
    },
  };
}

/** The parts of the write that depend on the kind of the proof. */
interface KindWrite extends Pick<ProofWrite, 'condition' | 'delete' | 'names' | 'values'> {
  readonly set: readonly string[];
}

function acceptKind(proof: FactorProof, at: number): KindWrite {
  if (proof.kind === 'totp') return acceptStep(proof, at);
  return proof.kind === 'passkey' ? acceptPasskey(proof) : acceptCode(proof);
}

function acceptPasskey({ id, isOn }: FactorProof & { readonly kind: 'passkey' }): KindWrite {
  return {
    condition: `attribute_exists(#passkeys.#passkey) AND ${isOn ? 'attribute_exists' : 'attribute_not_exists'}(#secondFactorSince)`,
    set: [],
    names: { '#secondFactorSince': 'secondFactorSince', '#passkeys': 'passkeys', '#passkey': id },
    values: {},
  };
}

function acceptStep({ id, step }: FactorProof & { readonly kind: 'totp' }, at: number): KindWrite {
  return {
    condition: 'attribute_exists(#secondFactorSince) AND #factors.#factor.#lastStep < :step',
    set: ['#factors.#factor.#lastStep = :step', '#factors.#factor.#lastUsedAt = :usedAt'],
    names: {
      '#secondFactorSince': 'secondFactorSince',
      '#factors': 'factors',
      '#factor': id,
      '#lastStep': 'lastStep',
      '#lastUsedAt': 'lastUsedAt',
    },
    values: toAttributes({ ':step': step, ':usedAt': at }),
  };
}

function acceptCode({ digest }: FactorProof & { readonly kind: 'recovery_code' }): KindWrite {
  return {
    condition: 'attribute_exists(#secondFactorSince) AND contains(#recoveryCodes, :recoveryCode)',
    set: [],
    delete: '#recoveryCodes :usedCodes',
    names: { '#secondFactorSince': 'secondFactorSince', '#recoveryCodes': 'recoveryCodes' },
    values: { ':recoveryCode': { S: digest }, ':usedCodes': { SS: [digest] } },
  };
}
