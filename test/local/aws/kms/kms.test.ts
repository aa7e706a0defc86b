import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  ListKeysCommand,
  SignCommand,
  type SignCommandInput,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { findKeySpec, type KeySpec } from '../../../../local/aws/kms/key-specs';
import { openKeyStore } from '../../../../local/aws/kms/key-store';
import type { Statement } from '../../../../local/iam/policy';
import { roleArn } from '../describe-worker';
import { delegated, keyArn, runAws, type TestAws } from '../run-aws';

const everything: Statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const message = Buffer.from('header.payload');

let aws: TestAws;
afterEach(() => aws?.close());

async function publicKeyOf(KeyId: string) {
  const { PublicKey } = await aws.kms.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
}

const rs256 = { KeyId: 'signing', SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' } as const;

test.each([256, 384, 512])(
  'a signature of a SHA-%i digest equals the signature of its message',
  async (bits) => {
    aws = await runAws([everything]);
    const SigningAlgorithm = `RSASSA_PKCS1_V1_5_SHA_${bits}` as SignCommandInput['SigningAlgorithm'];
    const hash = `sha${bits}`;
    const digest = createHash(hash).update(message).digest();
    const sign = async (input: Partial<SignCommandInput>) => {
      const output = await aws.kms.send(
        new SignCommand({ KeyId: 'signing', SigningAlgorithm, Message: message, ...input }),
      );
      expect(output).toMatchObject({ KeyId: keyArn('signing'), SigningAlgorithm });
      return Buffer.from(output.Signature ?? []);
    };
    const ofDigest = await sign({ Message: digest, MessageType: 'DIGEST' });
    expect(ofDigest).toEqual(await sign({}));
    expect(verify(hash, message, await publicKeyOf('signing'), ofDigest)).toBe(true);
  },
);

test('signs by ECDSA, named by ARN', async () => {
  aws = await runAws([everything]);
  const { Signature } = await aws.kms.send(
    new SignCommand({ KeyId: keyArn('curve'), SigningAlgorithm: 'ECDSA_SHA_256', Message: message }),
  );
  expect(verify('sha256', message, await publicKeyOf('curve'), Buffer.from(Signature ?? []))).toBe(true);
});

test.each(['RAW', 'DIGEST'] as const)('verifies its own %s signatures and no others', async (MessageType) => {
  aws = await runAws([everything]);
  const Message = MessageType === 'RAW' ? message : createHash('sha256').update(message).digest();
  const { Signature } = await aws.kms.send(new SignCommand({ ...rs256, Message, MessageType }));
  const check = (changed: Uint8Array) =>
    aws.kms.send(new VerifyCommand({ ...rs256, Message: changed, MessageType, Signature }));
  expect(await check(Message)).toMatchObject({ SignatureValid: true });
  await expect(check(Buffer.from(Message).fill(0, 0, 1))).rejects.toMatchObject({
    name: 'KMSInvalidSignatureException',
  });
});

test.each([
  ['Sign', new SignCommand({ ...rs256, Message: message, DryRun: true })],
  [
    'GenerateMac',
    new GenerateMacCommand({ KeyId: 'mac', MacAlgorithm: 'HMAC_SHA_256', Message: message, DryRun: true }),
  ],
])('a dry run of %s returns the error of a successful dry run and no result', async (_, command) => {
  aws = await runAws([everything]);
  const error: unknown = await aws.kms.send(command as SignCommand).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'DryRunOperationException', $metadata: { httpStatusCode: 412 } });
  expect(error).not.toHaveProperty('Signature');
});

test('a dry run of a call that would fail fails as the call does', async () => {
  aws = await runAws([]);
  const denied = aws.kms.send(new SignCommand({ ...rs256, Message: message, DryRun: true }));
  await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await aws.close();
  aws = await runAws([everything]);
  const wrong = aws.kms.send(new SignCommand({ ...rs256, KeyId: 'mac', Message: message, DryRun: true }));
  await expect(wrong).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
});

test('makes and checks MACs', async () => {
  aws = await runAws([everything]);
  const input = { KeyId: 'mac', MacAlgorithm: 'HMAC_SHA_256', Message: message } as const;
  const first = await aws.kms.send(new GenerateMacCommand(input));
  expect(first.Mac).toHaveLength(32);
  expect((await aws.kms.send(new GenerateMacCommand(input))).Mac).toEqual(first.Mac);
  expect(await aws.kms.send(new VerifyMacCommand({ ...input, Mac: first.Mac }))).toMatchObject({
    MacValid: true,
  });
  await expect(aws.kms.send(new VerifyMacCommand({ ...input, Mac: Buffer.alloc(32) }))).rejects.toMatchObject(
    { name: 'KMSInvalidMacException' },
  );
});

test.each([
  ['an unknown key', new DescribeKeyCommand({ KeyId: 'none' }), 'NotFoundException'],
  [
    'a digest of the wrong length',
    new SignCommand({ ...rs256, Message: message, MessageType: 'DIGEST' }),
    'ValidationException',
  ],
  [
    'an algorithm of another key',
    new SignCommand({ ...rs256, SigningAlgorithm: 'ECDSA_SHA_256', Message: message }),
    'InvalidKeyUsageException',
  ],
  [
    'a MAC key asked to sign',
    new SignCommand({ ...rs256, KeyId: 'mac', Message: message }),
    'InvalidKeyUsageException',
  ],
  ['an operation that is not there', new ListKeysCommand({}), 'UnsupportedOperationException'],
])('refuses %s by KMS’s own error', async (_, command, name) => {
  aws = await runAws([everything]);
  await expect(aws.kms.send(command as SignCommand)).rejects.toMatchObject({ name });
});

const describe = new DescribeKeyCommand({ KeyId: 'signing' });
const direct: Statement = {
  Effect: 'Allow',
  Principal: { AWS: roleArn },
  Action: 'kms:DescribeKey',
  Resource: '*',
};

test.each<[string, Statement[], Statement[], string | undefined]>([
  ['a role and a key that leaves it to roles', [everything], [], undefined],
  ['no role, a key that names the role', [], [direct], undefined],
  ['no role', [], [], 'because no identity-based policy allows the kms:DescribeKey action'],
  [
    'a role that denies',
    [everything, { ...everything, Effect: 'Deny' }],
    [],
    'with an explicit deny in an identity-based policy',
  ],
  [
    'a key that denies',
    [everything],
    [{ ...direct, Effect: 'Deny' }],
    'with an explicit deny in a resource-based policy',
  ],
])('the decision by %s', async (_, role, ofKey, because) => {
  const statements = [delegated.Statement as Statement, ...ofKey];
  aws = await runAws(role, { keyPolicy: { Statement: statements } });
  const call = aws.kms.send(describe);
  if (because === undefined) expect((await call).KeyMetadata).toMatchObject({ KeySpec: 'RSA_2048' });
  else {
    await expect(call).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::123456789012:assumed-role/worker-role/worker is not authorized to perform: kms:DescribeKey on resource: ${keyArn('signing')} ${because}`,
    });
  }
});

test('a role cannot use a key whose policy does not name the account', async () => {
  aws = await runAws([everything], { keyPolicy: { Statement: { ...direct, Action: 'kms:Sign' } } });
  await expect(aws.kms.send(describe)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await aws.kms.send(new SignCommand({ ...rs256, Message: message }))).toHaveProperty('Signature');
});

test('a role can be restricted to one algorithm', async () => {
  const only: Statement = {
    ...everything,
    Condition: { StringEquals: { 'kms:SigningAlgorithm': 'RSASSA_PKCS1_V1_5_SHA_256' } },
  };
  aws = await runAws([only]);
  await aws.kms.send(new SignCommand({ ...rs256, Message: message }));
  const other = new SignCommand({ ...rs256, SigningAlgorithm: 'RSASSA_PSS_SHA_256', Message: message });
  await expect(aws.kms.send(other)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('the ids and the material of keys are stored in files that only their owner can read', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'keys-test-')), 'keys');
  const spec = findKeySpec('HMAC_256') as KeySpec;
  const curve = findKeySpec('ECC_NIST_P256') as KeySpec;
  const first = openKeyStore(folder);
  const id = first.idOf('Stack', 'Key');
  const made = await first.materialOf(id, spec);
  const pair = await first.materialOf(first.idOf('Stack', 'Curve'), curve);
  const second = openKeyStore(folder);
  expect(second.idOf('Stack', 'Key')).toBe(id);
  expect((await second.materialOf(id, spec)).equals(made)).toBe(true);
  expect((await second.materialOf(second.idOf('Stack', 'Curve'), curve)).equals(pair)).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
  rmSync(folder, { recursive: true });
  expect(openKeyStore(folder).idOf('Stack', 'Key')).not.toBe(id);
  rmSync(join(folder, '..'), { recursive: true });
  expect(existsSync(folder)).toBe(false);
});

test('keys of two stacks differ, even if their logical ids are equal', () => {
  const keys = openKeyStore(undefined);
  expect(keys.idOf('One', 'Key')).toBe(keys.idOf('One', 'Key'));
  expect(keys.idOf('One', 'Key')).not.toBe(keys.idOf('Two', 'Key'));
});

test('a stored id without a stack is used for the first stack that requests it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-test-'));
  const id = '0b2f3c4d-0000-4000-8000-000000000000';
  writeFileSync(join(folder, 'ids.json'), JSON.stringify({ Key: id }));
  const keys = openKeyStore(folder);
  expect(keys.idOf('One', 'Key')).toBe(id);
  expect(keys.idOf('Two', 'Key')).not.toBe(id);
  expect(openKeyStore(folder).idOf('One', 'Key')).toBe(id);
  rmSync(folder, { recursive: true });
});
