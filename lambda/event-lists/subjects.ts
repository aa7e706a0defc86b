/** The fields by which an event of a request identifies an account. */

/** Identifies an account by one of its sessions. */
export const caller = ['sub', 'sid', 'sourceIp', 'requestId'] as const;

/** Identifies an account, by one of its sessions if there is one. */
export const maybeSession = ['sub', 'sid?', 'sourceIp', 'requestId'] as const;

/** Identifies an account by a request without a session. */
export const account = ['sub', 'sourceIp', 'requestId'] as const;
