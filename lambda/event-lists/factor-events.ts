/** The log events of second factors. Part of the list in events.ts, which checks their form. */
import { account, caller, maybeSession } from './subjects';

/** Identifies a second factor of an account. */
const factor = ['sub', 'sid', 'factor', 'sourceIp', 'requestId'] as const;

/** Identifies a proof of a second factor, in a session or at a sign-in. */
const proof = ['sub', 'sid?', 'kind', 'sourceIp', 'requestId'] as const;

/** The events of `auth` about second factors, which only accounts with one cause. */
export const secondFactorEvents = {
  second_factor_required: { level: 'INFO', fields: account, audited: true, metric: false },
  device_trusted: { level: 'INFO', fields: caller, audited: true, metric: false },
  trusted_device_accepted: { level: 'INFO', fields: account, audited: true, metric: false },
  factor_added: { level: 'INFO', fields: factor, audited: true, metric: false },
  factor_code_rejected: { level: 'WARN', fields: proof, audited: true, metric: true },
  recovery_code_used: { level: 'WARN', fields: caller, audited: true, metric: false },
  stepped_up: { level: 'INFO', fields: proof, audited: true, metric: false },
  second_factor_unavailable: { level: 'ERROR', fields: account, audited: true, metric: false },
  factors_reset: { level: 'WARN', fields: maybeSession, audited: true, metric: false },
} as const;

/** The events of the function `factors`. */
export const factorEvents = {
  factor_removed: { level: 'INFO', fields: factor, audited: true, metric: false },
  recovery_codes_replaced: { level: 'INFO', fields: caller, audited: true, metric: false },
  factors_reset_cancelled: { level: 'INFO', fields: caller, audited: true, metric: false },
} as const;
