/** The log events of passkeys. Part of the list in events.ts, which checks their form. */
import { caller } from './subjects';

/** Identifies a passkey of an account. */
const passkey = ['sub', 'sid', 'passkey', 'sourceIp', 'requestId'] as const;

/** The events of `auth` about passkeys. */
export const passkeyProofEvents = {
  passkey_rejected: {
    level: 'WARN',
    fields: ['sub?', 'sid?', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
} as const;

/** The events of the function `factors` about passkeys. */
export const passkeyEvents = {
  passkey_added: { level: 'INFO', fields: passkey, audited: true, metric: false },
  passkey_removed: { level: 'INFO', fields: passkey, audited: true, metric: false },
  second_factor_turned_on: { level: 'INFO', fields: caller, audited: true, metric: false },
  second_factor_turned_off: { level: 'WARN', fields: caller, audited: true, metric: false },
} as const;
