/** The local KMS as a service of the AWS endpoint: signing, HMAC and symmetric keys with node:crypto. */
import { createHmac, createPublicKey, timingSafeEqual } from 'node:crypto';
import type { KeyDefinition } from '../../template/key-definition';
import { AwsError } from '../answer';
import type { AwsInput, AwsService } from '../service';
import { keyIdOf } from './ciphertext';
import { decryptBlob, encryptPlaintext } from './encryption';
import { describeEncryptionContext, readEncryptionContext } from './encryption-context';
import { findKeySpec, hashOf } from './key-specs';
import type { KeyStore } from './key-store';
import { checkUsage, readAlgorithm, readBytes, refuseDryRun, specOf } from './read-request';
import { createSignature, type Signable, verifySignature } from './signatures';

type Operation = (key: KeyDefinition, input: AwsInput, keys: KeyStore) => unknown;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['DescribeKey', (key) => ({ KeyMetadata: describeKey(key) })],
  ['GetPublicKey', getPublicKey],
  [
    'Sign',
    async (key, input, keys) => {
      const signable = readSignable('Sign', key, input);
      refuseDryRun(input);
      const signature = createSignature(await keys.materialOf(key.keyId, specOf(key)), signable);
      return {
        KeyId: key.arn,
        Signature: signature.toString('base64'),
        SigningAlgorithm: signable.algorithm,
      };
    },
  ],
  [
    'Verify',
    async (key, input, keys) => {
      const signable = readSignable('Verify', key, input);
      const publicKey = createPublicKey(await keys.materialOf(key.keyId, specOf(key)));
      if (!verifySignature(publicKey, signable, readBytes(input, 'Signature'))) {
        throw new AwsError('KMSInvalidSignatureException', '');
      }
      return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm: signable.algorithm };
    },
  ],
  [
    'GenerateMac',
    async (key, input, keys) => {
      const { mac, algorithm } = await makeMac('GenerateMac', key, input, keys);
      refuseDryRun(input);
      return { KeyId: key.arn, Mac: mac.toString('base64'), MacAlgorithm: algorithm };
    },
  ],
  [
    'VerifyMac',
    async (key, input, keys) => {
      const { mac, algorithm } = await makeMac('VerifyMac', key, input, keys);
      const given = readBytes(input, 'Mac');
      if (given.length !== mac.length || !timingSafeEqual(given, mac)) {
        throw new AwsError('KMSInvalidMacException', '');
      }
      return { KeyId: key.arn, MacValid: true, MacAlgorithm: algorithm };
    },
  ],
  ['Encrypt', encryptPlaintext],
  ['Decrypt', decryptBlob],
]);

/** @param definitions the keys of the template */
export function createKms(definitions: readonly KeyDefinition[], keys: KeyStore): AwsService {
  const find = (operation: string, input: AwsInput): KeyDefinition => {
    // A ciphertext names its key.
    const isNamed = operation !== 'Decrypt' || input.KeyId !== undefined;
    const named = isNamed ? input.KeyId : keyIdOf(readBytes(input, 'CiphertextBlob'));
    const key = definitions.find(({ keyId, arn }) => named === keyId || named === arn);
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${named}' does not exist`);
    return key;
  };
  return {
    target: 'TrentService',
    contentType: 'application/x-amz-json-1.1',
    commonErrorPrefix: '',
    listAccess: (operation, input) => {
      if (!OPERATIONS.has(operation)) {
        throw new AwsError('UnsupportedOperationException', `The local KMS does not implement ${operation}.`);
      }
      const key = find(operation, input);
      const context = describeContext(key, input);
      return [
        {
          action: `kms:${operation}`,
          resource: key.arn,
          context,
          ...(key.policy && { resourcePolicy: key.policy }),
        },
      ];
    },
    perform: async (operation, input) => OPERATIONS.get(operation)?.(find(operation, input), input, keys),
  };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
function describeContext(key: KeyDefinition, input: AwsInput): Record<string, string[] | undefined> {
  const given = (parameter: string) => {
    const value = input[parameter];
    return typeof value === 'string' ? [value] : undefined;
  };
  return {
    'kms:KeySpec': [key.spec],
    'kms:KeyUsage': [key.usage],
    'kms:KeyOrigin': ['AWS_KMS'],
    'kms:CallerAccount': [key.arn.split(':')[4] ?? ''],
    'kms:SigningAlgorithm': given('SigningAlgorithm'),
    'kms:MacAlgorithm': given('MacAlgorithm'),
    ...(key.usage === 'ENCRYPT_DECRYPT' && {
      'kms:EncryptionAlgorithm': given('EncryptionAlgorithm') ?? ['SYMMETRIC_DEFAULT'],
      ...describeEncryptionContext(readEncryptionContext(input)),
    }),
    'kms:MessageType': given('MessageType') ?? (input.SigningAlgorithm === undefined ? undefined : ['RAW']),
  };
}

function describeKey(key: KeyDefinition): Record<string, unknown> {
  const algorithms = findKeySpec(key.spec)?.algorithms;
  return {
    AWSAccountId: key.arn.split(':')[4],
    KeyId: key.keyId,
    Arn: key.arn,
    Enabled: true,
    KeyState: 'Enabled',
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
    KeyUsage: key.usage,
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    ...(key.usage === 'SIGN_VERIFY' && { SigningAlgorithms: algorithms }),
    ...(key.usage === 'GENERATE_VERIFY_MAC' && { MacAlgorithms: algorithms }),
    ...(key.usage === 'ENCRYPT_DECRYPT' && { EncryptionAlgorithms: algorithms }),
  };
}

async function getPublicKey(key: KeyDefinition, _: AwsInput, keys: KeyStore): Promise<unknown> {
  checkUsage('GetPublicKey', key, 'SIGN_VERIFY');
  const publicKey = createPublicKey(await keys.materialOf(key.keyId, specOf(key)));
  return {
    KeyId: key.arn,
    PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    KeyUsage: key.usage,
    SigningAlgorithms: specOf(key).algorithms,
  };
}

async function makeMac(operation: string, key: KeyDefinition, input: AwsInput, keys: KeyStore) {
  checkUsage(operation, key, 'GENERATE_VERIFY_MAC');
  const algorithm = readAlgorithm(key, input, 'MacAlgorithm');
  const material = await keys.materialOf(key.keyId, specOf(key));
  const mac = createHmac(hashOf(algorithm), material).update(readBytes(input, 'Message')).digest();
  return { mac, algorithm };
}

function readSignable(operation: string, key: KeyDefinition, input: AwsInput): Signable {
  checkUsage(operation, key, 'SIGN_VERIFY');
  const messageType = input.MessageType ?? 'RAW';
  if (messageType !== 'RAW' && messageType !== 'DIGEST') {
    throw new AwsError('ValidationException', 'MessageType must be RAW or DIGEST.');
  }
  const algorithm = readAlgorithm(key, input, 'SigningAlgorithm');
  return { message: readBytes(input, 'Message'), messageType, algorithm };
}
