/** Converts the failures of a browser's passkey call to errors with a reason. */

/**
 * Why a browser did not create or use a passkey.
 *
 * - `not-allowed`: the user canceled, the time ran out, or no passkey fits. Browsers do not distinguish these.
 * - `aborted`: the caller's signal, or a newer call, ended this one.
 * - `not-supported`: the browser or the authenticator lacks passkeys, autofill of passkeys, or the algorithms of the API.
 * - `already-registered`: the authenticator already has a passkey of this account.
 * - `origin`: the page's origin may not use the relying party of the API, or is not secure.
 * - `user-not-verified`: the authenticator cannot verify its user, which this call demands.
 * - `constraint`: the authenticator cannot store a passkey.
 * - `busy`: another request of the browser is pending.
 * - `no-input`: the page has no field whose `autocomplete` ends with `webauthn`.
 * - `unknown`: the authenticator failed, or `cause` says more.
 */
export type PasskeyErrorReason = keyof typeof MESSAGES;

const MESSAGES = {
  'not-allowed': 'The user canceled, the time ran out, or no passkey fits.',
  aborted: 'The passkey request was aborted.',
  'not-supported': 'The browser or the authenticator does not support this use of passkeys.',
  'already-registered': 'The authenticator already has a passkey of this account.',
  origin: 'This page may not use the passkeys of the API.',
  'user-not-verified': 'The authenticator cannot verify its user.',
  constraint: 'The authenticator cannot store a passkey.',
  busy: 'Another request for a passkey is pending.',
  'no-input': 'The page has no input field whose autocomplete attribute ends with "webauthn".',
  unknown: 'The passkey could not be created or used.',
};

/** Thrown when the browser did not create or use a passkey. The API has received nothing of it. */
export class PasskeyError extends Error {
  override readonly name = 'PasskeyError';
  readonly reason: PasskeyErrorReason;

  /** @param cause the browser's error, or the reason of the signal. @default - none */
  constructor(reason: PasskeyErrorReason, cause?: unknown) {
    super(MESSAGES[reason], { cause });
    this.reason = reason;
  }
}

/** By the code of SimpleWebAuthn, where the name of the browser's error means several things. */
const BY_CODE = new Map<unknown, PasskeyErrorReason>([
  ['ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT', 'user-not-verified'],
  ['ERROR_AUTO_REGISTER_USER_VERIFICATION_FAILURE', 'user-not-verified'],
]);

/** By the name of the browser's error. */
const BY_NAME = new Map<unknown, PasskeyErrorReason>([
  ['AbortError', 'aborted'],
  ['ConstraintError', 'constraint'],
  ['InvalidStateError', 'already-registered'],
  ['NotAllowedError', 'not-allowed'],
  ['NotSupportedError', 'not-supported'],
  ['OperationError', 'busy'],
  ['SecurityError', 'origin'],
  ['TimeoutError', 'not-allowed'],
]);

/** Converts an error of SimpleWebAuthn, or of the browser. `cause` is the browser's error. */
export function toPasskeyError(error: unknown): PasskeyError {
  if (error instanceof PasskeyError) return error;
  const { code, name, cause } = Object(error) as { code?: unknown; name?: unknown; cause?: unknown };
  const reason = BY_CODE.get(code) ?? BY_NAME.get(name) ?? 'unknown';
  return new PasskeyError(reason, cause ?? error);
}

/** Whether an error is a PasskeyError with this reason. */
export function hasReason(error: unknown, reason: PasskeyErrorReason): error is PasskeyError {
  return error instanceof PasskeyError && error.reason === reason;
}
