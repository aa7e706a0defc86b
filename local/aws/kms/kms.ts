/** The local KMS as a service of the AWS endpoint: signing and HMAC keys with node:crypto. */
import { createHmac, createPublicKey, timingSafeEqual } from 'node:crypto';
import type { KeyDefinition } from '../../template/key-definition';
import { AwsError } from '../answer';
import type { AwsInput, AwsService } from '../service';
import { findKeySpec, hashOf, type KeySpec } from './key-specs';
import type { KeyStore } from './key-store';
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
]);

/** @param definitions the keys of the template */
export function createKms(definitions: readonly KeyDefinition[], keys: KeyStore): AwsService {
  const find = (input: AwsInput): KeyDefinition => {
    const named = input.KeyId;
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
      const key = find(input);
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
    perform: async (operation, input) => OPERATIONS.get(operation)?.(find(input), input, keys),
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

/** Ends a dry run. As in KMS, all other checks come first. */
function refuseDryRun({ DryRun: dryRun }: AwsInput): void {
  if (dryRun !== true) return;
  throw new AwsError(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
    412,
  );
}

function specOf(key: KeyDefinition): KeySpec {
  const spec = findKeySpec(key.spec);
  if (spec === undefined) {
    throw new AwsError('UnsupportedOperationException', `The local KMS makes no keys of spec ${key.spec}.`);
  }
  return spec;
}

function checkUsage(operation: string, key: KeyDefinition, usage: string): void {
  if (key.usage === usage) return;
  throw new AwsError(
    'InvalidKeyUsageException',
    `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`,
  );
}

function readAlgorithm(key: KeyDefinition, input: AwsInput, parameter: string): string {
  const value = input[parameter];
  if (typeof value === 'string' && specOf(key).algorithms.includes(value)) return value;
  throw new AwsError('InvalidKeyUsageException', `${parameter} is not valid for a key of spec ${key.spec}.`);
}

function readBytes(input: AwsInput, parameter: string): Buffer {
  const value = input[parameter];
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  throw new AwsError('ValidationException', `${parameter} is missing.`);
}
