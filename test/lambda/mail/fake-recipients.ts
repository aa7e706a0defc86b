/** Recipients in memory. */
import type { Recipient, Recipients } from '../../../lambda/mail/recipients';

/** The account whose address is verified in the tests. */
export const SUB = '0190aaaa-0000-7000-8000-000000000001';

/** An account with a pending address. */
export const recipient = {
  state: 'ACTIVE',
  username: 'ada',
  securityVersion: 3,
  pendingEmail: {
    address: 'ada@example.org',
    shown: 'Ada@example.org',
    challenge: 'challenge-1',
    generation: 1,
    expiresAt: 2_000,
    securityVersion: 3,
    attempts: 0,
    requestedAt: 0,
    sid: 'session-1',
  },
} as const satisfies Recipient;

/** Creates a reader of accounts by `sub`, which counts its calls. */
export function createFakeRecipients(accounts: Readonly<Record<string, Recipient>>) {
  const calls: string[] = [];
  const recipients: Recipients = {
    async find(sub) {
      calls.push('find');
      return accounts[sub];
    },
    async findOtherOwner(address, sub) {
      calls.push('findOtherOwner');
      return Object.entries(accounts).find(([owner, { email }]) => owner !== sub && email === address)?.[1];
    },
  };
  return { recipients, calls };
}
