/** Why a user came back from the sign-in pages without a session. */

/**
 * - `refused`: the API has refused the request of the app, for example for a redirect URI that is not registered for it.
 * - `issuer`: the response names another issuer than the API, so it may be from another server (RFC 9207).
 */
export type RedirectErrorReason = 'refused' | 'issuer';

/** Thrown when the response of the sign-in pages has no code for this page. */
export class RedirectError extends Error {
  override readonly name = 'RedirectError';
  readonly reason: RedirectErrorReason;
  /** The error code of RFC 6749 section 4.1.2.1. @default - the API sent none */
  readonly error: string | undefined;

  constructor(reason: RedirectErrorReason, error?: string) {
    super(
      reason === 'issuer'
        ? 'The response names another issuer.'
        : `The API refused the request${error === undefined ? '' : `: ${error}`}.`,
    );
    this.reason = reason;
    this.error = error;
  }
}
