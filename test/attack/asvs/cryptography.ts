/** ASVS chapter V11, Cryptography: levels 1 and 2. */
import { type AsvsRequirement, designed, notApplicable, requirement, tested } from './requirement';

const noEncryption = notApplicable(
  'The code encrypts nothing itself; DynamoDB, CloudWatch and KMS encrypt what they store (AES-256-GCM).',
);

export const cryptography: readonly AsvsRequirement[] = [
  requirement(
    'V11.1.1',
    2,
    'There is a policy for keys and their life, by a standard',
    designed(
      '[cryptography.md](cryptography.md#policy), by NIST SP 800-57 part 1, with two deviations that it names; the steps are in [operations](how-to/rotate-signing-keys.md).',
    ),
  ),
  requirement(
    'V11.1.2',
    2,
    'There is an inventory of keys and algorithms',
    tested(
      '[cryptography.md](cryptography.md#keys): keys, algorithms and certificates, who may use a key for what, and what no key protects. The test holds the list to the sources and to the template.',
      ['test/inventories.test.ts'],
    ),
  ),
  requirement(
    'V11.2.1',
    2,
    'Implementations are proven ones',
    designed(
      'AWS KMS, OpenSSL by node:crypto and WebCrypto, `jose`, the reference implementation of argon2, and `bcryptjs` for imported hashes.',
    ),
  ),
  requirement(
    'V11.2.2',
    2,
    'Algorithms, parameters and keys can be replaced',
    tested(
      'Keys by `signingKeys`, hashes by `argon2` and `formerArgon2`, tokens by their version. The signing algorithm is fixed in the code, on purpose.',
      [
        'test/lambda/identity/authentication/sign-in.test.ts',
        'test/lib/constructs/keys/signing-keys.test.ts',
      ],
    ),
  ),
  requirement(
    'V11.2.3',
    2,
    'Everything has 128 bits of strength',
    tested(
      "RSA with 3072 bits (by default; `spec` may choose 2048, 112 bits), SHA-256, HMAC-SHA-256; of a device's random secret half a SHA-256 is stored.",
      ['test/lib/constructs/keys/signing-key.test.ts', 'test/lambda/identity/devices/device.test.ts'],
    ),
  ),
  requirement('V11.3.1', 1, 'No weak modes and paddings of encryption', noEncryption),
  requirement('V11.3.2', 1, 'Only approved ciphers', noEncryption),
  requirement('V11.3.3', 2, 'Encrypted data are authenticated', noEncryption),
  requirement(
    'V11.4.1',
    1,
    'Only approved hash functions',
    designed(
      'SHA-256 everywhere. SHA-1 serves the protocol of Have I Been Pwned, where nothing rests on its strength: [breached-passwords.ts](../lambda/identity/passwords/breached-passwords.ts).',
    ),
  ),
  requirement(
    'V11.4.2',
    2,
    'Passwords are stored by a slow function with current parameters',
    tested(
      'argon2id with 19 MiB and 2 iterations; a deployable stage can not have less. Imported hashes of other functions are replaced at the first sign-in.',
      ['test/lambda/identity/passwords/password-hasher.test.ts', 'test/lib/stages/validate-stage.test.ts'],
    ),
  ),
  requirement(
    'V11.4.3',
    2,
    'Hashes of signatures resist collisions',
    tested('SHA-256.', ['test/lambda/identity/tokens/token-signer.test.ts']),
  ),
  requirement(
    'V11.4.4',
    2,
    'Keys are derived from passwords by slow functions',
    notApplicable('No key is derived from a password.'),
  ),
  requirement(
    'V11.5.1',
    2,
    'What must not be guessed comes from a CSPRNG, with 128 bits',
    tested('`randomBytes` of node:crypto; UUIDs name things and keep no secret.', [
      'test/lambda/identity/sessions/refresh-token.test.ts',
      'test/lambda/identity/devices/device.test.ts',
    ]),
  ),
  requirement(
    'V11.6.1',
    2,
    'Keys and signatures are made by approved algorithms',
    designed(
      'KMS makes the key and signs by RSASSA-PKCS1-v1_5 with SHA-256, which FIPS 186-5 approves: [signing-key.ts](../lib/constructs/keys/signing-key.ts), [decision 1](decisions/0001-tokens-are-signed-by-kms.md).',
    ),
  ),
];
