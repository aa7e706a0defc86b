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

const factors = 'lambda/identity/factors';
const accountFactors = `${factors}/account-factors.test.ts`;
const factorAttempts = `${factors}/factor-attempts.test.ts`;
const confirmations = `${factors}/confirm-totp.test.ts`;
const stepUps = `${factors}/step-up.test.ts`;
const codes = `${factors}/proofs/answer-challenge.test.ts`;
const guesses = `${factors}/proofs/answer-challenge-guesses.test.ts`;
const pending = `${factors}/proofs/require-second-factor.test.ts`;
const challengeBinding = `${factors}/proofs/answer-challenge-binding.test.ts`;

const passkeys = 'lambda/identity/passkeys';
const assertions = `${passkeys}/verification/verify-assertion.test.ts`;
const registrations = `${passkeys}/verification/verify-registration.test.ts`;
const passkeySignIns = `${passkeys}/sign-in/sign-in-with-passkey.test.ts`;
const additions = `${passkeys}/management/register-passkey.test.ts`;

const authorizations = 'lambda/auth/pages/apps/authorize.test.ts';
const exchanges = 'lambda/auth/pages/apps/exchange-code.test.ts';
const pageClients = 'lambda/identity/authorization-codes/page-clients.test.ts';

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
  'Second factors': [
    {
      behaviour: 'A TOTP code works twice, also with blanks, or in the trailing step',
      seenAt: 'CVE-2026-82470, CVE-2026-134276, CVE-2021-43177',
      tests: [
        testOf(codes, 'TOTP: one code works once, also with blanks'),
        testOf(codes, 'TOTP: a code does not work again in the trailing step, nor one of an earlier step'),
        testOf(codes, 'TOTP: of parallel uses of one code, one wins'),
        testOf(codes, 'TOTP: the code that has confirmed the app does not sign in'),
        testOf(accountFactors, 'a sign-in accepts a step once, also in parallel'),
        testOf(stepUps, 'a code works once, also after it has signed in or confirmed the app'),
      ],
    },
    {
      behaviour: 'Parallel guesses exceed the limit',
      seenAt: 'CVE-2026-134314',
      tests: [
        testOf(guesses, 'parallel guesses of many challenges do not exceed the limit of the account'),
        testOf(guesses, 'five codes of a challenge may be tried, also in parallel'),
        testOf(factorAttempts, 'parallel guesses exceed no limit: five are free (%j)'),
        testOf(stepUps, 'guesses at the second factor are limited, also in parallel'),
      ],
    },
    {
      behaviour: 'The counter of guesses is kept in the client or in the challenge alone',
      seenAt: 'CVE-2026-78655, CVE-2025-64102',
      tests: [
        testOf(
          guesses,
          'guesses count on the account: a new challenge does not clear them, and neither does time',
        ),
        testOf(guesses, 'a reset of the password does not clear them'),
      ],
    },
    {
      behaviour: 'One recovery code, two parallel winners',
      seenAt: 'CVE-2026-107276',
      tests: [
        testOf(codes, 'one recovery code has one winner of parallel uses'),
        testOf(accountFactors, 'a sign-in accepts a recovery code once, also in parallel'),
        testOf('lambda/interleavings/factors.test.ts', 'one recovery code twice'),
      ],
    },
    {
      behaviour: 'A reset yields a session without the second factor',
      seenAt: 'CVE-2026-128333, CVE-2026-133228',
      tests: [testOf(pending, 'a reset of the password yields no session without the second factor')],
    },
    {
      behaviour: 'A pending sign-in is cached as a session',
      seenAt: 'GHSA-xg6x-h9c9-2m83',
      tests: [
        testOf(pending, 'a pending sign-in is not a session'),
        testOf(pending, 'a right password of an account with a second factor starts no session'),
      ],
    },
    {
      behaviour: 'A pending sign-in can enrol a factor',
      seenAt: 'CVE-2026-111949',
      tests: [
        testOf(challengeBinding, 'of another purpose does not exist'),
        testOf(confirmations, 'an enrolment is bound to its session, its account and the security version'),
      ],
    },
    {
      behaviour: 'A code appears in a response or a log',
      seenAt: 'CVE-2026-105211',
      tests: [testOf(codes, 'no code and no secret appears in a response or in the log')],
    },
  ],
  Passkeys: [
    {
      behaviour: 'Expected origin or RP id taken from the request; user verification not demanded',
      seenAt: 'CVE-2026-134320',
      tests: [
        attack('headers that name another host and origin: neither the options nor the check follow them'),
        attack('an assertion by a page of another origin: no session'),
        attack('an assertion by an authenticator for another relying party: no session'),
        attack('an assertion by an authenticator that verified no user: no session'),
        attack('a security key without a PIN, to which its finder adds one: it does not sign in alone'),
        testOf(registrations, 'an empty id of the relying party and an empty list of origins do not skip'),
        testOf(
          assertions,
          'an assertion without user verification is accepted only where it is not demanded',
        ),
        testOf(passkeySignIns, 'that did not verify its user when it was added, also if it does now'),
      ],
    },
    {
      behaviour: 'The library’s verdict is ignored; `id` differs from `rawId`',
      seenAt: 'gitlab#585333',
      tests: [
        attack('an assertion by a client with a changed signature: no session'),
        attack('an assertion by a client with two ids of a credential: no session'),
        attack('a new credential by a client with two ids of a credential: not added'),
        testOf(assertions, 'is refused with the signature of another key, and with a changed one'),
        testOf(assertions, 'an id that differs from the raw one'),
        testOf(registrations, 'an id that differs from the raw one'),
      ],
    },
    {
      behaviour: 'An ended session registers a key',
      seenAt: 'CVE-2026-134321',
      tests: [
        attack('an ended session begins to add a passkey, or completes it'),
        testOf(additions, 'an ended session registers nothing'),
      ],
    },
    {
      behaviour: 'A challenge of another account or another ceremony is accepted, or one is accepted twice',
      seenAt: 'class of bugs',
      tests: [
        attack('an assertion for the second time, with its ceremony and with a new one'),
        attack('an assertion four times at once: one session'),
        attack('a ceremony of one kind in the places of the others'),
        attack('a ceremony of another account or another session'),
        testOf(passkeySignIns, 'is not taken with the challenge of another'),
        testOf(passkeySignIns, 'is used once, also twice at once'),
        testOf(additions, 'a ceremony that is used twice at once adds one passkey'),
        testOf(`${passkeys}/ceremonies.test.ts`, 'is used once, also in parallel'),
      ],
    },
  ],
  'Authorization server': [
    {
      behaviour: 'PKCE skipped or downgraded',
      seenAt: 'CVE-2025-4144',
      tests: [
        testOf(authorizations, 'for a fault that is its own'),
        testOf(exchanges, 'the code is refused, and still works for its own request'),
      ],
    },
    {
      behaviour: '`javascript:`, `data:`, wildcard or substring redirect URIs',
      seenAt: 'CVE-2026-67333',
      tests: [testOf(authorizations, 'shows an error and never leads on'), testOf(pageClients, 'refuses %s')],
    },
    {
      behaviour: 'The client is swapped between authorization and token endpoint',
      seenAt: 'CVE-2026-118669',
      tests: [testOf(exchanges, 'the code is refused, and still works for its own request')],
    },
    {
      behaviour: 'An authorization code redeemed by another client',
      seenAt: 'CVE-2026-45337',
      tests: [testOf(exchanges, 'the code is refused, and still works for its own request')],
    },
    {
      behaviour: 'Code replay does not revoke what the code issued',
      seenAt: 'ASVS V10.4.2',
      tests: [testOf(exchanges, 'its reuse ends the session that it started')],
    },
  ],
};
