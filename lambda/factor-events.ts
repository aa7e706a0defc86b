/** The log events of second factors. Part of the list in events.ts, which checks their form. */

/** The events of `auth` about second factors, which only stages with them log. */
export const secondFactorEvents = {
  second_factor_required: {
    level: 'INFO',
    fields: ['sub', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  factor_added: {
    level: 'INFO',
    fields: ['sub', 'sid', 'factor', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  factor_code_rejected: {
    level: 'WARN',
    fields: ['sub', 'sid?', 'kind', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
  recovery_code_used: {
    level: 'WARN',
    fields: ['sub', 'sid?', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  stepped_up: {
    level: 'INFO',
    fields: ['sub', 'sid', 'kind', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
} as const;

/** The events of the function `factors`. */
export const factorEvents = {
  factor_removed: {
    level: 'INFO',
    fields: ['sub', 'sid', 'factor', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  recovery_codes_replaced: {
    level: 'INFO',
    fields: ['sub', 'sid', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
} as const;
