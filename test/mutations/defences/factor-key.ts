/** Mutations of what keeps the secrets of authenticator apps readable for one function alone. */
import { type Mutation, testOf } from '../mutation';

const KEY = 'lib/constructs/keys/factor-key.ts';
const KEY_TEST = 'lib/constructs/keys/factor-key.test.ts';
const GRANTS = 'lib/stack/factors/grant-factors.ts';
const GRANTS_TEST = 'lib/stack/factors/grant-factors.test.ts';
const RULES = 'lib/stages/rules/factor-rules.ts';
const RULES_TEST = 'lib/stages/rules/factor-rules.test.ts';
const CONTEXT = 'local/aws/kms/encryption-context.ts';
const LOCAL_TEST = 'local/aws/kms/encryption.test.ts';

export const factorKeyMutations: readonly Mutation[] = [
  {
    defence: 'Only `auth` decrypts secrets of authenticator apps',
    change: 'the policy of the key denies `Decrypt` to no role',
    file: KEY,
    find: "['kms:Decrypt', 'kms:ReEncryptFrom']",
    replace: "['kms:ReEncryptFrom']",
    caughtBy: testOf(KEY_TEST, 'leaves decryption to auth alone'),
  },
  {
    defence: 'No principal moves a secret to a key of its own',
    change: 'the policy of the key denies `ReEncrypt` to no role',
    file: KEY,
    find: "['kms:Decrypt', 'kms:ReEncryptFrom']",
    replace: "['kms:Decrypt']",
    caughtBy: testOf(KEY_TEST, 'leaves re-encryption under other keys to auth alone'),
  },
  {
    defence: 'Only `factors` encrypts secrets of authenticator apps',
    change: 'the policy of the key denies `Encrypt` to no role',
    file: KEY,
    find: "['kms:Encrypt', 'kms:ReEncryptTo',",
    replace: "['kms:ReEncryptTo',",
    caughtBy: testOf(KEY_TEST, 'leaves encryption to factors alone'),
  },
  {
    defence: 'The key of authenticator apps serves no other purpose',
    change: 'the grants accept any purpose in the encryption context',
    file: KEY,
    find: "'kms:EncryptionContext:purpose': 'totp', ",
    replace: '',
    caughtBy: testOf(KEY_TEST, 'another purpose'),
  },
  {
    defence: 'The encryption context of a secret has its names alone',
    change: 'the grants accept further names in the encryption context',
    file: KEY,
    find: "  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': [...FACTOR_CONTEXT] },\n",
    replace: '',
    caughtBy: testOf(KEY_TEST, 'a further name'),
  },
  {
    defence: 'A secret is bound to an account',
    change: 'the grants accept an encryption context without an account',
    file: KEY,
    find: "'kms:EncryptionContext:sub': 'false', ",
    replace: '',
    caughtBy: testOf(KEY_TEST, 'no account'),
  },
  {
    defence: '`factors` changes nothing of an account but its factors',
    change: '`factors` may update every attribute of an account',
    file: GRANTS,
    find: '    attributes: [...ACCOUNT_ATTRIBUTES, ...(passkeys ? PASSKEY_ATTRIBUTES : [])],\n',
    replace: '',
    caughtBy: testOf(GRANTS_TEST, 'passwordHash'),
  },
  {
    defence: 'A password alone has at least 15 characters',
    change: '8 characters are accepted in every stage',
    file: RULES,
    find: "secondFactor === 'required' ? 8 : 15",
    replace: '8',
    caughtBy: testOf(RULES_TEST, '14 characters without second factors'),
  },
  {
    defence: 'The local KMS binds a ciphertext to its encryption context, as KMS does',
    change: 'the local KMS decrypts under any encryption context',
    file: CONTEXT,
    find: 'return Buffer.from(JSON.stringify(sorted));',
    replace: 'return Buffer.from(JSON.stringify(sorted).slice(0, 0));',
    caughtBy: testOf(LOCAL_TEST, 'another value'),
  },
  {
    defence: 'Only one role of operators encrypts secrets of authenticator apps, and only by a setting',
    change: 'any ARN is accepted',
    file: RULES,
    find: "isArn(arn, 'iam', undefined, /^role\\/[\\w+=,.@/-]+$/)",
    replace: "isArn(arn, 'iam', undefined, /^.+$/)",
    caughtBy: testOf(RULES_TEST, 'that is a pattern'),
  },
];
