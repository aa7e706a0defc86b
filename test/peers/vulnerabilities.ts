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
  /** What is still to be tested, and why it is not yet. @default - nothing */
  readonly open?: string;
}

const NO_RESETS = 'no resets yet';
const NO_LINKS = 'no links yet';

const binding = 'lambda/identity/email/verify-email-binding.test.ts';
const verification = 'lambda/identity/email/verify-email.test.ts';

/** The rows by subject. */
export const vulnerabilities: Readonly<Record<string, readonly PeerVulnerability[]>> = {
  'Mail links, verification, reset': [
    {
      behaviour:
        'A request header (Host, X-Forwarded-Host, -Proto, Forwarded, userinfo in a URL) reaches a link in a mail',
      seenAt: 'Zitadel GHSA-2wmj-46rj-qm2w, CVE-2025-64101, CVE-2026-29067, CVE-2026-135175',
      tests: [attack('headers that name another host: none of them reaches the mail')],
      open: NO_LINKS,
    },
    {
      behaviour: 'A GET consumes a link: mail scanners burn it, or receive the session',
      seenAt: 'better-auth#9690, supabase/auth#1214, emdash-cms#3298',
      tests: [],
      open: NO_LINKS,
    },
    {
      behaviour: 'A token of one kind works at another endpoint (OAuth state as magic link, …)',
      seenAt: 'CVE-2026-110862, CVE-2026-105785',
      tests: [
        attack('a token of another kind in place of a code, and a code in place of a token'),
        testOf(verification, 'a code of another purpose or generation is refused'),
      ],
      open: NO_RESETS,
    },
    {
      behaviour: 'A reset or verification token works twice, or two parallel uses both win',
      seenAt: 'CVE-2026-73431',
      tests: [
        attack('a code for the second time'),
        attack('a code four times at once: one succeeds'),
        testOf(verification, 'of parallel uses of one code, one wins'),
      ],
      open: NO_RESETS,
    },
    {
      behaviour: 'A change-of-address link is bound to the address and not to the account and session',
      seenAt: 'CVE-2026-134315',
      tests: [
        attack('the code of another account, which asks for the same address'),
        attack('a code in another session, after the one that asked has ended'),
        testOf(binding, 'a code of one account does not work for another that asks for the same address'),
      ],
    },
    {
      behaviour: 'A reset step is reachable without the mail',
      seenAt: 'CVE-2026-18963 (Keycloak, 9.1)',
      tests: [],
      open: NO_RESETS,
    },
    {
      behaviour: 'Open redirects: `//evil`, `/\\evil`, encoded forms',
      seenAt: 'CVE-2024-56734, CVE-2025-27143',
      tests: [],
      open: NO_LINKS,
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
      tests: [],
      open: NO_RESETS,
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
