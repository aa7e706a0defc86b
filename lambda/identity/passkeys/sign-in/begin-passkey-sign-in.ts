/** Begins a sign-in by a passkey. */
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Ceremonies } from '../ceremonies';
import { CEREMONY_MS, createCeremonyId, digestCeremonyId } from '../ceremony';
import type { RelyingParty } from '../relying-party';
import { createRequestOptions, type RequestOptions } from '../verification/request-options';
import type { OptionsLimits } from './limit-options';

/** The dependencies of the operation. */
export interface BeginPasskeySignInDependencies {
  readonly optionsLimits: Pick<OptionsLimits, 'countSource'>;
  readonly ceremonies: Pick<Ceremonies, 'begin'>;
  readonly relyingParty: RelyingParty;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** A ceremony that awaits its assertion. */
export interface BegunCeremony {
  /** 256 random bits in base64url. It is also the challenge of the options. */
  readonly ceremony_id: string;
  /** PublicKeyCredentialRequestOptionsJSON (WebAuthn Level 3). */
  readonly options: RequestOptions & { readonly timeout: number };
}

/**
 * Returns the operation. It takes no name, and lists no credentials: the authenticator finds its own. The request is
 * counted before the ceremony is stored.
 * @throws TooManyAttemptsError, DependencyUnavailableError
 */
export function beginPasskeySignIn(
  deps: BeginPasskeySignInDependencies,
): (command: { readonly source: ClientInfo }) => Promise<BegunCeremony> {
  const { optionsLimits, ceremonies, relyingParty, now } = deps;
  return async ({ source }) => {
    await optionsLimits.countSource(source);
    const id = createCeremonyId();
    const validUntil = now() + CEREMONY_MS;
    await ceremonies.begin(digestCeremonyId(id), { purpose: 'passkey-sign-in', validUntil });
    const options = createRequestOptions({ challenge: id, relyingParty, userVerification: 'required' });
    return { ceremony_id: id, options: { ...options, timeout: CEREMONY_MS } };
  };
}
