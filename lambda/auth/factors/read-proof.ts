/** Reads the proofs in bodies. Their schemas leave it open which members are sent. */
import type { PasskeyProofDependencies, PasskeyProofs } from '../../identity/factors/proofs/passkey-proofs';
import type { StepUpProof } from '../../identity/factors/step-up';
import { ValidationError } from '../../shared/errors';

/** The body that answers a challenge. Some members exist only in stages with e-mail, trusted devices or passkeys. */
export interface AnswerBody {
  readonly challenge: string;
  readonly kind: string;
  readonly code?: string | undefined;
  readonly credential?: unknown;
  readonly email_code?: string | undefined;
  readonly trust_device?: boolean | undefined;
}

/** The body of a step-up. */
export interface StepUpBody {
  readonly password?: string | undefined;
  readonly kind?: string | undefined;
  readonly code?: string | undefined;
  readonly ceremony_id?: string | undefined;
  readonly credential?: unknown;
}

/** The response to a challenge: a code of a kind, or an assertion. */
type AnswerProof =
  | { readonly kind: string; readonly code: string }
  | { readonly credential: unknown; readonly passkeys: PasskeyProofs };

const PASSKEY = 'passkey';

/** @throws ValidationError unless the body holds a code, or the kind `passkey` and a credential */
export function readAnswer(
  { kind, code, credential }: AnswerBody,
  { loadPasskeys }: PasskeyProofDependencies,
): AnswerProof {
  if (kind === PASSKEY && code === undefined && credential !== undefined && loadPasskeys) {
    return { credential, passkeys: loadPasskeys() };
  }
  const isCode = kind !== PASSKEY || !loadPasskeys;
  if (isCode && code !== undefined && credential === undefined) return { kind, code };
  const detail = 'must have either code, or the kind passkey and credential';
  throw new ValidationError([{ pointer: '#', detail }]);
}

/** @throws ValidationError unless the body holds either a password, or a kind with its proof */
export function readStepUp(body: StepUpBody): StepUpProof {
  const { password, kind, code, ceremony_id: ceremonyId, credential } = body;
  const sent = Object.values(body).filter((member) => member !== undefined).length;
  if (sent === 1 && password !== undefined) return { password };
  if (sent === 2 && kind !== undefined && code !== undefined) return { kind, code };
  if (sent === 3 && kind === PASSKEY && ceremonyId !== undefined && credential !== undefined) {
    return { ceremonyId, credential };
  }
  throw new ValidationError([{ pointer: '#', detail: 'must have either password, or kind and its proof' }]);
}
