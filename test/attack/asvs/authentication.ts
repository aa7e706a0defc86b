/** ASVS chapter V6, Authentication: levels 1 and 2, and of level 3 what is tested. */
import { type AsvsRequirement, designed, notApplicable, notMet, requirement, tested } from './requirement';

const noPages = notApplicable('There are no pages: clients show their own.');
const noSecondFactor = notApplicable(
  'There is no second factor, and no code of any kind is sent or shown ([V6.3.3](#v6-authentication)).',
);
const noProvider = notApplicable('No other identity provider takes part.');

export const authentication: readonly AsvsRequirement[] = [
  requirement(
    'V6.1.1',
    1,
    'It is documented how guessing and stuffing are held off, and how nobody is locked out by others',
    tested(
      'Described in [architecture](architecture.md#attempts) and decisions [13](decisions/0013-failures-are-stored-on-the-account.md) and [24](decisions/0024-failures-are-forgiven-in-time.md), set in [lib/stages/protection-settings.ts](../lib/stages/protection-settings.ts).',
    ),
  ),
  requirement(
    'V6.1.2',
    2,
    'The words that may not be passwords here are documented',
    designed('The username and `serviceName`: [architecture](architecture.md#new-passwords).'),
  ),
  requirement(
    'V6.1.3',
    2,
    'All ways to sign in are documented, and equally strong',
    designed('A password, or a refresh token that one has led to: [architecture](architecture.md#tokens).'),
  ),
  requirement('V6.2.1', 1, 'Passwords have 8 characters at least, better 15', tested('15 by default.')),
  requirement('V6.2.2', 1, 'Users can change their password', tested('', ['test/contract/password.test.ts'])),
  requirement(
    'V6.2.3',
    1,
    'A change asks for the current password',
    tested('', ['test/contract/password.test.ts']),
  ),
  requirement(
    'V6.2.4',
    1,
    'New passwords are checked against the 3,000 most common ones that the rules allow',
    notMet(
      'The list has 49,233 common passwords, but only 41 of them have the 15 characters that the rules ask for anyway. Beyond those, words of the list and sequences are refused when they are repeated, filled up with one character, or have separators or digits about them (the rows). With `breachedPasswordCheck` Have I Been Pwned is asked, which knows them all; it is off by default, since it tells a third party something of every new password, and none of the packages in use has a list of common passwords that are so long.',
    ),
  ),
  requirement('V6.2.5', 1, 'Any composition is allowed', tested()),
  requirement('V6.2.6', 1, 'Password fields are masked', noPages),
  requirement('V6.2.7', 1, 'Pasting and password managers work', noPages),
  requirement(
    'V6.2.8',
    1,
    'A password is verified as it was typed',
    tested('But for NFKC, by which all keyboards give the same (NIST SP 800-63B-4 section 3.1.1.2).'),
  ),
  requirement('V6.2.9', 2, '64 characters are allowed', tested('256.')),
  requirement(
    'V6.2.10',
    2,
    'Passwords do not expire',
    designed(
      'Only temporary ones do, which users have to replace. Nothing stores when a password was set: [lambda/identity/accounts/account.ts](../lambda/identity/accounts/account.ts).',
    ),
  ),
  requirement(
    'V6.2.11',
    2,
    'The documented words are refused',
    tested('', ['test/lambda/identity/passwords/password-blocklist.test.ts']),
  ),
  requirement(
    'V6.2.12',
    2,
    'New passwords are checked against breached ones',
    notMet(
      'By default only against the offline list of [V6.2.4](#v6-authentication). With `breachedPasswordCheck` they are checked against Have I Been Pwned, which is tested in [breached-passwords.test.ts](../test/lambda/identity/passwords/breached-passwords.test.ts); it fails open.',
    ),
  ),
  requirement(
    'V6.3.1',
    1,
    'Guessing and stuffing are held off as documented',
    tested(
      'NIST SP 800-63B-4 section 3.2.2 allows at most 100 consecutive failures on an account. Here 100 lock it for unknown devices, and one is forgiven for each three days without an attempt: a lock that never passes is a way to lock users out. That is about 120 guesses a year beyond the first 100, at a password of 15 characters or more that is not on the list of common ones. A sign-in and a change of the password clear the count ([decision 24](decisions/0024-failures-are-forgiven-in-time.md)).',
      [
        'test/attack/counters.all.test.ts',
        'test/security/unlock.test.ts',
        'test/lambda/identity/throttling/backoff.test.ts',
        'test/lambda/interleavings/attempts.test.ts',
        'test/lambda/identity/authentication/attempt-guard.test.ts',
        'test/lambda/identity/throttling/source-claims.test.ts',
        'test/lambda/shared/http/client-address.test.ts',
      ],
    ),
  ),
  requirement('V6.3.2', 1, 'There are no default accounts', tested()),
  requirement(
    'V6.3.3',
    2,
    'A second factor, or two single ones, have to be used',
    notMet(
      'Passwords are the only factor. What mitigates it is the length, the waits and the end of sessions; [the threat model](threat-model.md#out-of-scope) says what remains: phishing.',
    ),
  ),
  requirement(
    'V6.3.4',
    2,
    'There is no undocumented way to sign in',
    tested('Only `POST /users`, `/sessions/create` and `/sessions/refresh` answer with tokens.', [
      'test/security/every-route.test.ts',
      'test/contract/openapi.test.ts',
    ]),
  ),
  requirement(
    'V6.3.8',
    3,
    'Failures tell nothing of who exists',
    tested(
      'Of the answers, their headers and the calls to AWS. **`POST /users` is the exception**: it says 409 for a taken name, as it must, 20 times an address and quarter of an hour. The number of hashes is counted in the unit tests. Times are compared by [a permutation test](performance.md#failed-sign-ins-to-known-and-unknown-names) among the benchmarks; imported hashes show until their first sign-in, and a name whose owner signs in between two rows of guesses shows by the wait that is gone ([threat model](threat-model.md#not-a-vulnerability)).',
      ['test/lambda/throttles/sign-in.test.ts'],
    ),
  ),
  requirement(
    'V6.4.1',
    1,
    'Initial passwords are random and short-lived',
    tested(
      'Those of `npm run users:set-password`: 100 random bits, 24 hours, and they start nothing until they are replaced. Otherwise users choose their own.',
      [
        'test/security/temporary-password.test.ts',
        'test/lambda/identity/passwords/temporary-password.test.ts',
      ],
    ),
  ),
  requirement('V6.4.2', 1, 'There are no hints and no secret questions', tested()),
  requirement(
    'V6.4.3',
    2,
    'A forgotten password can be reset in a secure way',
    notMet(
      'There is no reset: the service knows no address of anybody, and so has no way to learn who asks. An operator who knows can give a [temporary password](how-to/manage-users.md#give-a-temporary-password).',
    ),
  ),
  requirement('V6.4.4', 2, 'A lost factor is replaced after proof of identity', noSecondFactor),
  ...(['V6.5.1', 'V6.5.2', 'V6.5.3', 'V6.5.4', 'V6.5.5'] as const).map((id, place) =>
    requirement(
      id,
      2,
      [
        'One-time codes work once',
        'Stored codes are hashed',
        'Codes come from a CSPRNG',
        'Codes have 20 bits at least',
        'Codes live for minutes',
      ][place] ?? '',
      noSecondFactor,
    ),
  ),
  requirement('V6.6.1', 2, 'Codes by telephone are not the only choice', noSecondFactor),
  requirement('V6.6.2', 2, 'Codes are bound to the request that they were made for', noSecondFactor),
  requirement('V6.6.3', 2, 'Guessing of codes is held off', noSecondFactor),
  requirement('V6.8.1', 2, 'No provider can speak for the users of another', noProvider),
  requirement('V6.8.2', 2, 'Signatures of assertions are verified', noProvider),
  requirement('V6.8.3', 2, 'SAML assertions work once', noProvider),
  requirement('V6.8.4', 2, 'The strength that a provider reports is checked', noProvider),
];
