/** The parts of the write that adds the first factor of an account, and starts its session. */
import { toAttributes } from '../../../shared/table/attributes';
import { NO_SESSION } from '../../email/account-email';
import type { AcceptedProof, FirstFactor } from '../factor-proof';

/**
 * Returns the parts. The sign-in merges them into its own write, which requires that the account still has no second
 * factor. So of parallel enrolments, one applies, and each session of the account belongs to the factor that it has.
 *
 * The address of the sign-up, which waits for a session, gets this one.
 * @param at epoch milliseconds
 * @param deviceHash for the sign-in of a known device, as in `acceptProof`. Default: an unknown device
 */
export function acceptEnrolment(proof: FirstFactor, at: number, deviceHash?: string): AcceptedProof {
  const { id, name, step, recoveryDigests, adoptsEmail, hasNoPasskey } = proof;
  const isKnown = deviceHash !== undefined;
  return {
    proof,
    at,
    deviceHash,
    write: {
      condition: [
        'attribute_not_exists(#secondFactorSince) AND attribute_not_exists(#factors)',
        ...(hasNoPasskey ? ['attribute_not_exists(#passkeys)'] : []),
        ...(isKnown ? ['#devices.#device.#deviceHash = :deviceHash'] : []),
        ...(adoptsEmail ? ['#pendingEmail.#pendingSid = :noSession'] : []),
      ].join(' AND '),
      set: [
        '#secondFactorSince = :addedAt, #factors = :factors, #recoveryCodes = :recoveryCodes',
        '#factorFailures = :noFailures, #stepUpFailures = :noFailures',
        // the session that this write starts
        ...(adoptsEmail ? ['#pendingEmail.#pendingSid = :sid'] : []),
      ].join(', '),
      remove: '#factorsResetAt',
      names: {
        '#secondFactorSince': 'secondFactorSince',
        '#factors': 'factors',
        '#recoveryCodes': 'recoveryCodes',
        '#factorFailures': 'factorFailures',
        '#stepUpFailures': 'stepUpFailures',
        '#factorsResetAt': 'factorsResetAt',
        ...(hasNoPasskey && { '#passkeys': 'passkeys' }),
        ...(isKnown && { '#deviceHash': 'hash' }),
        ...(adoptsEmail && { '#pendingEmail': 'pendingEmail', '#pendingSid': 'sid' }),
      },
      values: {
        ...toAttributes({
          ':addedAt': at,
          ':factors': { [id]: { kind: 'totp', name, addedAt: at, lastStep: step } },
          ':noFailures': 0,
          ':deviceHash': deviceHash,
          ':noSession': adoptsEmail ? NO_SESSION : undefined,
        }),
        ':recoveryCodes': { SS: [...recoveryDigests] },
      },
    },
  };
}
