/** The log events of `auth` about second factors. Part of the list in events.ts, which checks their form. */
export const factorEvents = {
  factor_code_rejected: {
    level: 'WARN',
    fields: ['kind', 'sub', 'sid?', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
} as const;
