/** ASVS chapter V11, Cryptography: levels 1 and 2. */
import { type AsvsRequirement, designed, notApplicable, requirement, tested } from './requirement';

const noEncryption = notApplicable(
  'The code does not encrypt. DynamoDB, CloudWatch and KMS encrypt what they store (AES-256-GCM).',
);

export const cryptography: readonly AsvsRequirement[] = [
  requirement(
    'V11.1.1',
    2,
    'A policy covers keys and their lifecycle, by a standard',
    designed(
      '[cryptography.md](cryptography.md#policy), by NIST SP 800-57 part 1, with one deviation that it names. [Rotate signing keys](how-to/rotate-signing-keys.md) has the steps.',
    ),
  ),
  requirement(
    'V11.1.2',
    2,
    'An inventory lists keys and algorithms',
    tested(
      '[cryptography.md](cryptography.md#keys): keys, algorithms and certificates, the users and uses of each key, and data without its own key. The test holds the list to the sources and to the template.',
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
      "RSA with 3072 bits (by default; `spec` may choose 2048, 112 bits), SHA-256, HMAC-SHA-256. Of a device's random secret, half a SHA-256 is stored.",
      ['test/lib/constructs/keys/signing-key.test.ts', 'test/lambda/identity/devices/device.test.ts'],
    ),
  ),
  requirement('V11.3.1', 1, 'No weak modes and paddings of encryption', noEncryption),
  requirement('V11.3.2', 1, 'Only approved ciphers', noEncryption),
  requirement('V11.3.3', 2, 'Encrypted data is authenticated', noEncryption),
  requirement(
    'V11.4.1',
    1,
    'Only approved hash functions',
    designed(
      'SHA-256 everywhere. SHA-1 serves the protocol of Have I Been Pwned, where no security depends on its strength: [breached-passwords.ts](../lambda/identity/passwords/breached-passwords.ts).',
    ),
  ),
  requirement(
    'V11.4.2',
    2,
    'Passwords are hashed by a slow function with current parameters',
    tested(
      'argon2id with 19 MiB and 2 iterations; a deployable stage cannot have less. Imported hashes of other functions are replaced at the first sign-in.',
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
    'Values that must not be guessed come from a CSPRNG, with 128 bits',
    tested('`randomBytes` of node:crypto. UUIDs are identifiers and not secrets.', [
      'test/lambda/identity/sessions/refresh-token.test.ts',
      'test/lambda/identity/devices/device.test.ts',
    ]),
  ),
  requirement(
    'V11.6.1',
    2,
    'Keys and signatures use approved algorithms',
    designed(
      'KMS generates the key and signs by RSASSA-PKCS1-v1_5 with SHA-256, which FIPS 186-5 approves: [signing-key.ts](../lib/constructs/keys/signing-key.ts), [decision 1](decisions/0001-tokens-are-signed-by-kms.md).',
    ),
  ),
];
