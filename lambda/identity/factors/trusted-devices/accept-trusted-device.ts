/** Accepts a trusted device in place of a second factor. */

import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Authenticated } from '../../authentication/authenticated';
import { MAX_GUESSES } from '../proofs/factor-guard';
import { acceptTrust } from './trust-writes';
import { findTrustedDevice, parseTrustedDeviceToken, TRUSTED_AMR } from './trusted-device';
import type { TrustedDevices } from './trusted-devices';

/** The dependencies of the acceptance. */
export interface TrustedDeviceDependencies {
  /** @default - the stage has no trusted devices, and every token is ignored */
  readonly trustedDevices?: TrustedDevices | undefined;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'trusted_device_accepted'>;
}

/**
 * Returns the authentication by the password and the token of a trusted device; undefined when the token is
 * malformed, wrong, expired, void or of another account. Only the commit of the sign-in decides.
 *
 * The sign-in gives out no guesses at the second factor: a known device keeps its count, and a device that becomes
 * known has none of its own.
 */
export async function acceptTrustedDevice(
  { trustedDevices, now, log }: TrustedDeviceDependencies,
  authenticated: Authenticated,
  text: string | undefined,
  { ip: sourceIp, requestId }: ClientInfo,
): Promise<Authenticated | undefined> {
  const token = text === undefined ? undefined : parseTrustedDeviceToken(text);
  if (!token || !trustedDevices) return undefined;
  const { account, device: known } = authenticated;
  const found = findTrustedDevice((await trustedDevices.list(account.sub)) ?? [], token, account, now());
  if (!found) return undefined;
  const at = now();
  const { factorFailures, factorAttemptAt } = known?.device ?? {
    factorFailures: MAX_GUESSES,
    factorAttemptAt: at,
  };
  log('trusted_device_accepted', { sub: account.sub, sourceIp, requestId });
  return {
    ...authenticated,
    amr: TRUSTED_AMR,
    guesses: {
      ...(factorFailures !== undefined && { factorFailures }),
      ...(factorAttemptAt !== undefined && { factorAttemptAt }),
    },
    secondFactor: acceptTrust(found, at, known?.device),
  };
}
