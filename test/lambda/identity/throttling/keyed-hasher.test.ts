import { createKmsKeyedHasher } from '../../../../lambda/identity/throttling/keyed-hasher';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';

const macOf = (byte: number) => ({ Mac: Buffer.alloc(32, byte).toString('base64') });
const call = jest.fn();
const kms = { call };

beforeEach(() => {
  call.mockReset();
  call.mockResolvedValue(macOf(7));
});

test('hashes each name to its own short text', async () => {
  const hashName = createKmsKeyedHasher(kms, 'key-1');
  expect(await hashName('ada')).toMatch(/^[\w-]{22}$/);
  expect(await hashName('ada')).toBe(await hashName('ada'));
  expect(await hashName('ada')).not.toBe(await hashName('adb'));
});

test('asks KMS once per process', async () => {
  const hashName = createKmsKeyedHasher(kms, 'key-1');
  await Promise.all([hashName('ada'), hashName('bob'), hashName('eve')]);
  expect(call).toHaveBeenCalledTimes(1);
});

const tooSlow = () => new AwsCallError('kms:GenerateMac', 'unavailable', 'ETIMEDOUT');

test('repeats a call that failed temporarily once, for the same name', async () => {
  const hashName = createKmsKeyedHasher(kms, 'key-1');
  call.mockRejectedValueOnce(tooSlow());
  await expect(hashName('ada')).resolves.toMatch(/^[\w-]{22}$/);
  expect(call).toHaveBeenCalledTimes(2);
});

test('does not repeat a call that is denied', async () => {
  const hashName = createKmsKeyedHasher(kms, 'key-1');
  call.mockRejectedValueOnce(new AwsCallError('kms:GenerateMac', 'denied', 'AccessDeniedException'));
  await expect(hashName('ada')).rejects.toThrow('AccessDeniedException');
  expect(call).toHaveBeenCalledTimes(1);
});

test('does not cache a failed call, so the next name calls again', async () => {
  const hashName = createKmsKeyedHasher(kms, 'key-1');
  call.mockRejectedValueOnce(tooSlow());
  call.mockRejectedValueOnce(new AwsCallError('kms:GenerateMac', 'throttled', 'ThrottlingException'));
  await expect(hashName('ada')).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  await expect(hashName('ada')).resolves.toEqual(expect.any(String));
});

test('another key gives other hashes', async () => {
  const before = await createKmsKeyedHasher(kms, 'key-1')('ada');
  call.mockResolvedValue(macOf(8));
  expect(await createKmsKeyedHasher(kms, 'key-2')('ada')).not.toBe(before);
});
