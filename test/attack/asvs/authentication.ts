/** ASVS chapter V6, Authentication: levels 1 and 2, and the tested requirements of level 3. */
import { authenticators } from './authenticators';
import { type AsvsRequirement, designed, notMet, requirement, tested } from './requirement';

const FIELDS = ['test/lambda/pages/render-page.test.ts'];

export const authentication: readonly AsvsRequirement[] = [
  requirement(
    'V6.1.1',
    1,
    'Documentation describes the defenses against guessing and stuffing, and against locking users out',
    tested(
      'Described in [architecture](architecture.md#attempts) and decisions [13](decisions/0013-failures-are-stored-on-the-account.md) and [24](decisions/0024-failures-are-forgiven-in-time.md), set in [lib/stages/protection-settings.ts](../lib/stages/protection-settings.ts).',
    ),
  ),
  requirement(
    'V6.1.2',
    2,
    'Documentation lists the words that passwords may not derive from',
    designed('The username and `serviceName`: [architecture](architecture.md#new-passwords).'),
  ),
  requirement(
    'V6.1.3',
    2,
    'Documentation lists all ways to sign in, which are equally strong',
    designed(
      'A password, with a code of an authenticator app a passkey or a recovery code for an account with a second factor. With [`passkeys`](how-to/passkeys.md) a passkey that verifies its user also signs in alone, which counts as two factors: the authenticator, and what unlocks it. Last, a refresh token that these led to: [architecture](architecture.md#tokens). The claim `amr` distinguishes them. With [`trustedDevices`](decisions/0045-a-trusted-device-is-weaker-than-a-factor.md) the token of a trusted device replaces the code at a sign-in, and never counts as a second factor.',
    ),
  ),
  requirement('V6.2.1', 1, 'Passwords have at least 8 characters, better 15', tested('15 by default.')),
  requirement('V6.2.2', 1, 'Users can change their password', tested('', ['test/contract/password.test.ts'])),
  requirement(
    'V6.2.3',
    1,
    'A change needs the current password',
    tested('', ['test/contract/password.test.ts']),
  ),
  requirement(
    'V6.2.4',
    1,
    'New passwords are checked against the 3,000 most common ones that the rules allow',
    notMet(
      'The list has 49,233 common passwords, but only 41 of them have the 15 characters that the rules demand. Words of the list and sequences are also refused if they are repeated, padded with one character, or surrounded by separators or digits (the rows). With `breachedPasswordCheck` the service asks Have I Been Pwned, which knows them all. It is off by default, since it reveals a part of the hash of every new password to a third party. No package in use has a list of common passwords of that length.',
    ),
  ),
  requirement('V6.2.5', 1, 'Any composition is allowed', tested()),
  requirement('V6.2.6', 1, 'Password fields are masked', tested('Users may show them.', FIELDS)),
  requirement(
    'V6.2.7',
    1,
    'Pasting and password managers work',
    tested('Fields have the names and the `autocomplete` tokens that managers know.', FIELDS),
  ),
  requirement(
    'V6.2.8',
    1,
    'A password is verified as typed',
    tested('Except for NFKC, which makes all keyboards equal (NIST SP 800-63B-4 section 3.1.1.2).'),
  ),
  requirement('V6.2.9', 2, '64 characters are allowed', tested('256.')),
  requirement(
    'V6.2.10',
    2,
    'Passwords do not expire',
    designed(
      'Only temporary ones do, which users must replace. No item stores when a password was set: [lambda/identity/accounts/account.ts](../lambda/identity/accounts/account.ts).',
    ),
  ),
  requirement(
    'V6.2.11',
    2,
    'The documented words are rejected',
    tested('', ['test/lambda/identity/passwords/password-blocklist.test.ts']),
  ),
  requirement(
    'V6.2.12',
    2,
    'New passwords are checked against breached ones',
    notMet(
      'By default only against the offline list of [V6.2.4](#v6-authentication). With `breachedPasswordCheck` they are checked against Have I Been Pwned, which [breached-passwords.test.ts](../test/lambda/identity/passwords/breached-passwords.test.ts) tests. The check fails open.',
    ),
  ),
  requirement(
    'V6.3.1',
    1,
    'The defenses against guessing and stuffing work as documented',
    tested(
      'NIST SP 800-63B-4 section 3.2.2 allows at most 100 consecutive failures on an account. Here 100 lock it for unknown devices, and one is forgiven for each three days without an attempt. With a lock that never passes, an attacker can lock users out. That is about 120 guesses a year beyond the first 100. The password has 15 characters or more and is not on the list of common ones. A sign-in and a change of the password clear the count ([decision 24](decisions/0024-failures-are-forgiven-in-time.md)).',
      [
        'test/attack/counters.all.test.ts',
        'test/security/unlock.all.test.ts',
        'test/lambda/identity/throttling/backoff.test.ts',
        'test/lambda/interleavings/attempts.test.ts',
        'test/lambda/identity/authentication/attempt-guard.test.ts',
        'test/lambda/identity/throttling/source-claims.test.ts',
        'test/lambda/shared/http/client-address.test.ts',
      ],
    ),
  ),
  requirement('V6.3.2', 1, 'The service has no default accounts', tested()),
  requirement(
    'V6.3.3',
    2,
    'Users must use a second factor, or two single ones',
    notMet(
      'Users choose, with `secondFactor: "optional"`. An account with an authenticator app, or with a passkey and the second factor on, has no session without its second factor, also after a reset. A passkey stands for two factors only if it verified its user when it was added and verifies it now (the rows and the tests of vulnerabilities of comparable systems: [second factors](peer-vulnerabilities.md#second-factors), [passkeys](peer-vulnerabilities.md#passkeys)). Met only in a stage with `secondFactor: "required"`: there an account without a factor can only add one. In a stage without second factors, the length of passwords, the waits and the end of sessions mitigate it. [The threat model](threat-model.md#out-of-scope) names the remaining threat: phishing. A passkey cannot be phished, but the password of the same account can.',
    ),
  ),
  requirement(
    'V6.3.4',
    2,
    'No undocumented way to sign in exists',
    tested(
      'Only `POST /users`, `/sessions/create`, `/sessions/passkey`, `/sessions/refresh`, `/sessions/challenge` and `/sessions/current/step-up` return tokens.',
      ['test/security/every-route.test.ts', 'test/contract/openapi.test.ts'],
    ),
  ),
  requirement(
    'V6.3.7',
    3,
    'Users are notified of changes of their authentication details',
    tested(
      'In a stage with `email`, for an account with a verified address: a changed or reset password, an added or removed factor or passkey, and a requested, replaced or removed address, of which the former one is notified. A change of the username has no notice. [Decision 41](decisions/0041-a-notice-goes-to-the-address-before-the-change.md).',
      [
        'test/contract/notices.test.ts',
        'test/lambda/identity/email/notices/notify-operations.test.ts',
        'test/lambda/identity/email/notices/send-notices.test.ts',
        'test/lambda/mail/compose/compose-notice.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.3.8',
    3,
    'Failures do not reveal which accounts exist',
    tested(
      'That covers the responses, their headers and the calls to AWS. **`POST /users` is the exception**: it returns 409 for a taken name, as it must, 20 times for each address and quarter of an hour. The unit tests count the hashes. [A permutation test](performance.md#failed-sign-ins-to-known-and-unknown-names) among the benchmarks compares times. Imported hashes show until their first sign-in. A name whose owner signs in between two rows of guesses shows by the missing wait ([threat model](threat-model.md#not-a-vulnerability)).',
      ['test/lambda/throttles/sign-in.test.ts'],
    ),
  ),
  requirement(
    'V6.4.1',
    1,
    'Initial passwords are random and short-lived',
    tested(
      'Those of `npm run users:set-password` have 100 random bits, are valid for 24 hours, and start no session until they are replaced. Otherwise users choose their own.',
      [
        'test/security/temporary-password.all.test.ts',
        'test/lambda/identity/passwords/temporary-password.test.ts',
      ],
    ),
  ),
  requirement('V6.4.2', 1, 'The service has no hints and no secret questions', tested()),
  requirement(
    'V6.4.3',
    2,
    'Users can securely reset a forgotten password',
    tested(
      'In a stage with `email`, for accounts with a verified address. A mailed code replaces the password, ends all sessions and starts none ([decision 40](decisions/0040-a-reset-makes-the-same-calls-for-every-name.md)). It bypasses no second factor: the next sign-in asks for it (the row). An account without a password gets none by mail: a mailbox is not worth more than its passkey (the row). Without an address, an operator gives a [temporary password](how-to/manage-users.md#give-a-temporary-password).',
      [
        'test/lambda/identity/email/password-resets/confirm-password-reset.test.ts',
        'test/lambda/identity/email/password-resets/confirm-password-reset-crashes.test.ts',
        'test/contract/password-resets.test.ts',
        'test/lambda/identity/factors/proofs/require-second-factor.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.4.4',
    2,
    'A lost factor is replaced after proof of identity',
    tested(
      'A lost password needs the mailbox, and an address its code and a session. A lost authenticator app is replaced with a recovery code, besides the password: it passes the second factor, and then the user adds another app and removes the lost one. The same holds for a lost passkey, and any other passkey of the account takes its place as well. Without recovery codes only an operator helps, who identifies the user and [resets the factors](how-to/second-factors.md#a-user-who-has-lost-everything). No mail replaces a second factor.',
      [
        'test/contract/password-resets.test.ts',
        'test/lambda/identity/email/verify-email-binding.test.ts',
        'test/lambda/identity/factors/proofs/answer-challenge.test.ts',
        'test/lambda/identity/factors/management/remove-factor.test.ts',
      ],
    ),
  ),
  ...authenticators,
];
