/**
 * Published vulnerabilities of comparable systems, and the tests that rule each of them out here. A new advisory
 * becomes a new row.
 */
import { attack, type NamedTest, testOf } from '../mutations/mutation';

/** A behavior that another system had. */
export interface PeerVulnerability {
  readonly behaviour: string;
  /** Ids of public advisories and issues. Several were read only as summaries. */
  readonly seenAt: string;
  readonly tests: readonly NamedTest[];
}

const binding = 'lambda/identity/email/verify-email-binding.test.ts';
const verification = 'lambda/identity/email/verify-email.test.ts';
const link = 'lambda/identity/email/verify-email-link.test.ts';
const resetBinding = 'lambda/identity/email/password-resets/confirm-password-reset-binding.test.ts';

/** The rows by subject. */
export const vulnerabilities: Readonly<Record<string, readonly PeerVulnerability[]>> = {
  'Mail links, verification, reset': [
    {
      behaviour:
        'A request header (Host, X-Forwarded-Host, -Proto, Forwarded, userinfo in a URL) reaches a link in a mail',
      seenAt: 'Zitadel GHSA-2wmj-46rj-qm2w, CVE-2025-64101, CVE-2026-29067, CVE-2026-135175',
      tests: [
        attack('headers that name another host: none of them reaches the mail'),
        attack('a mail is requested with another host in X-Forwarded-Host: its link leads to the API'),
        attack('a mail is requested with another host in Forwarded: its link leads to the API'),
        attack('host and forwarding headers, and user information, never reach a mail'),
      ],
    },
    {
      behaviour: 'A GET consumes a link: mail scanners burn it, or receive the session',
      seenAt: 'better-auth#9690, supabase/auth#1214, emdash-cms#3298',
      tests: [
        attack('a scanner opens the link of a mail: the address stays pending, and the link keeps working'),
      ],
    },
    {
      behaviour: 'A token of one kind works at another endpoint (OAuth state as magic link, …)',
      seenAt: 'CVE-2026-110862, CVE-2026-105785',
      tests: [
        attack('a token of another kind in place of a code, and a code in place of a token'),
        attack('a code that verifies an address in a reset, and the code of a reset for an address'),
        attack('a token of another kind in a reset, and the code of a reset in place of a token'),
        testOf(verification, 'a code of another purpose or generation is refused'),
        testOf(resetBinding, 'a code that verifies an address resets no password, and the other way round'),
      ],
    },
    {
      behaviour: 'A reset or verification token works twice, or two parallel uses both win',
      seenAt: 'CVE-2026-73431',
      tests: [
        attack('a code for the second time'),
        attack('a code four times at once: one succeeds'),
        attack('a code of a reset for the second time'),
        attack('a code of a reset four times at once: one succeeds'),
        testOf(verification, 'of parallel uses of one code, one wins'),
        testOf(link, 'a token works once, and uses up the code'),
      ],
    },
    {
      behaviour: 'A change-of-address link is bound to the address and not to the account and session',
      seenAt: 'CVE-2026-134315',
      tests: [
        attack('the code of another account, which asks for the same address'),
        attack('a code in another session, after the one that asked has ended'),
        testOf(binding, 'a code of one account does not work for another that asks for the same address'),
        testOf(link, 'a token of one account does not work for another that asks for the same address'),
        testOf(link, 'a token dies with the session that asked for its mail'),
      ],
    },
    {
      behaviour: 'A reset step is reachable without the mail',
      seenAt: 'CVE-2026-18963 (Keycloak, 9.1)',
      tests: [attack('a reset without the mail: by its id, by a guess, and by an empty code')],
    },
    {
      behaviour: 'Open redirects: `//evil`, `/\\evil`, encoded forms',
      seenAt: 'CVE-2024-56734, CVE-2025-27143',
      tests: [
        attack('a link to /verify-email with an address without a scheme'),
        attack('a link to /verify-email with a backslash'),
        attack('a link to /reset-password with an encoded address'),
        attack('a link to /verify-email with members that name a destination'),
        attack('a link to /reset-password with members that name a destination'),
      ],
    },
    {
      behaviour: 'Look-alike addresses and names (case, accents, Unicode) map to one account',
      seenAt: 'CVE-2026-134314',
      tests: [
        attack("a request for ada's address with a letter with an accent"),
        attack("an account that verifies ada's address with a Cyrillic letter in the domain"),
        attack("ada's address in capitals is hers: another account receives no code for it"),
        attack("ada's name with a Cyrillic letter"),
        testOf('lambda/identity/accounts/identifiers/email-address.test.ts', 'look-alike addresses'),
      ],
    },
    {
      behaviour: 'Sessions survive a reset',
      seenAt: 'authorizerdev#669, better-auth default',
      tests: [attack('a session kept through a reset has ended, and the reset starts none')],
    },
    {
      behaviour:
        'Account pre-hijacking: sign up with a victim’s address, keep access after the victim verifies',
      seenAt: 'CVE-2026-53516, CVE-2026-44166',
      tests: [
        attack('an account that waits under the address of another person gets nothing when she verifies it'),
        attack('a session kept from before the first verification of an address has ended'),
        testOf(verification, 'the first verification ends every other session'),
      ],
    },
  ],
};
