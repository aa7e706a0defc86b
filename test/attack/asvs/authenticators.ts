/** ASVS chapter V6, Authentication, from V6.5 on: codes, passkeys and identity providers. */
import { type AsvsRequirement, designed, notApplicable, notMet, requirement, tested } from './requirement';

const noProvider = notApplicable('No other identity provider takes part.');

/** The requirements. */
export const authenticators: readonly AsvsRequirement[] = [
  requirement(
    'V6.5.1',
    2,
    'One-time codes work once',
    tested(
      'Codes of mails, recovery codes, and codes of authenticator apps: of these each step of 30 seconds once, also in parallel, and none of an earlier step afterwards.',
      [
        'test/lambda/identity/email/password-resets/account-resets.test.ts',
        'test/lambda/identity/factors/account-factors.test.ts',
        'test/lambda/identity/factors/proofs/answer-challenge.test.ts',
        'test/lambda/interleavings/factors.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.5.2',
    2,
    'Stored codes are hashed',
    tested(
      'Of recovery codes, the table holds SHA-256 digests: with 128 random bits they need no slow hash. No other code is stored. KMS derives those of mails from a random challenge: [lambda/identity/email/mail-code.ts](../lambda/identity/email/mail-code.ts). The secrets of authenticator apps are encrypted by KMS, each for its account.',
      [
        'test/lambda/identity/factors/recovery-code.test.ts',
        'test/lambda/identity/factors/factor-cipher.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.5.3',
    2,
    'Codes come from a CSPRNG',
    designed(
      'Recovery codes and the secrets of authenticator apps from `randomBytes`, codes of mails from HMAC-SHA-256 of at least 122 random bits, under a key that does not leave KMS: [cryptography](cryptography.md).',
    ),
  ),
  requirement(
    'V6.5.4',
    2,
    'Codes have at least 20 bits',
    tested(
      '40 in mails, 128 in links, and 128 in recovery codes. A code of an authenticator app has six digits, which the requirement names as enough. Its secret has 160 bits, and guesses are few ([V6.6.3](#v6-authentication)).',
      [
        'test/lambda/identity/email/mail-code.test.ts',
        'test/lambda/identity/factors/recovery-code.test.ts',
        'test/lambda/identity/factors/totp.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.5.5',
    2,
    'Codes of apps are valid for 30 seconds, and others for 10 minutes',
    notMet(
      'A code of an authenticator app is valid for up to 90 seconds, and for one use. Its step has 30 seconds, but clocks differ, so one step on each side is accepted (RFC 6238 section 5.2). Codes of resets and of enrolments, and the challenges of sign-ins, are valid for 10 minutes. Codes that only verify an address authenticate no user, and are valid for 24 hours.',
    ),
  ),
  requirement(
    'V6.5.6',
    3,
    'Each factor can be revoked after a theft or a loss',
    tested(
      'The user removes authenticator apps, passkeys and trusted devices, each alone, and replaces recovery codes. A removed passkey works nowhere from the next request on. An operator resets what the user cannot reach.',
      [
        'test/lambda/identity/factors/management/remove-factor.test.ts',
        'test/lambda/identity/passkeys/management/remove-passkey.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.6.1',
    2,
    'Codes by telephone are not the only choice',
    notApplicable('No code goes to a telephone.'),
  ),
  requirement(
    'V6.6.2',
    2,
    'Codes are bound to their request',
    tested(
      'To the account and the request, and a verification also to the session that asked. A challenge of a sign-in is bound to the account, its password, its state, its scopes and its device. A code is accepted only with a challenge, or in a session.',
      [
        'test/lambda/identity/factors/proofs/answer-challenge-binding.test.ts',
        'test/lambda/identity/email/password-resets/confirm-password-reset-binding.test.ts',
        'test/lambda/identity/email/verify-email-binding.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.6.3',
    2,
    'The service defends codes against guessing',
    tested(
      'Five may be tried, and a source is throttled. A code of a mail has 40 bits. Guesses at a second factor need the password first. They count on the account or the known device, before they are checked: five without a wait, 20 in all. Time, a new challenge and a reset forgive none of them.',
      [
        'test/lambda/identity/factors/proofs/answer-challenge-guesses.test.ts',
        'test/lambda/identity/factors/factor-attempts.test.ts',
        'test/lambda/identity/email/password-resets/reset-challenges.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.7.1',
    3,
    'What verifies assertions is stored where it cannot be changed',
    tested(
      'No certificate takes part: an attestation with one is refused. The table holds the public keys of passkeys. Only `auth` and `factors` may write them, and no request changes a stored key ([decision 50](decisions/0050-a-ceremony-is-used-up-first.md)).',
      [
        'test/lib/stack/passkeys/grant-passkeys.test.ts',
        'test/lambda/identity/passkeys/passkeys.test.ts',
        'test/lambda/identity/passkeys/verification/verify-registration.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.7.2',
    3,
    'Challenges have at least 64 bits and are unique',
    tested(
      'The challenge of a passkey has 256 random bits. It is used up before its response is verified, is valid for 5 minutes (10 after a password), and is bound to its purpose, account, session and security version.',
      [
        'test/lambda/identity/passkeys/ceremonies.test.ts',
        'test/lambda/identity/passkeys/sign-in/sign-in-with-passkey.test.ts',
        'test/lambda/identity/factors/proofs/answer-by-passkey.test.ts',
      ],
    ),
  ),
  requirement(
    'V6.8.1',
    2,
    'No provider can assert identities of another',
    tested(
      'Only `cognitoMigration` asks another system, once, and only for accounts that were imported without a hash. It takes over an address only if the pool has verified it, and never that of another account.',
      ['test/lambda/identity/email/migration/migrate-email.test.ts'],
    ),
  ),
  requirement('V6.8.2', 2, 'Signatures of assertions are verified', noProvider),
  requirement('V6.8.3', 2, 'SAML assertions work once', noProvider),
  requirement('V6.8.4', 2, 'The strength that a provider reports is checked', noProvider),
];
