import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { createKmsNameHasher } from '../../../lambda/auth/name-hasher';

const kms = mockClient(KMSClient);
const client = new KMSClient({ region: 'local' });

beforeEach(() => {
  kms.reset();
  kms.on(GenerateMacCommand).resolves({ Mac: Buffer.alloc(32, 7) });
});

test('hashes one name to one short text and others to others', async () => {
  const hashName = createKmsNameHasher(client, 'key-1');
  expect(await hashName('ada')).toMatch(/^[\w-]{22}$/);
  expect(await hashName('ada')).toBe(await hashName('ada'));
  expect(await hashName('ada')).not.toBe(await hashName('adb'));
});

test('asks KMS once per process', async () => {
  const hashName = createKmsNameHasher(client, 'key-1');
  await Promise.all([hashName('ada'), hashName('bob'), hashName('eve')]);
  expect(kms.commandCalls(GenerateMacCommand)).toHaveLength(1);
});

test('a failed call is not kept: the next name asks again', async () => {
  const hashName = createKmsNameHasher(client, 'key-1');
  kms
    .on(GenerateMacCommand)
    .rejectsOnce(Object.assign(new Error('no'), { name: 'ThrottlingException' }))
    .resolves({ Mac: Buffer.alloc(32, 7) });
  await expect(hashName('ada')).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  await expect(hashName('ada')).resolves.toEqual(expect.any(String));
});

test('another key gives other hashes', async () => {
  const before = await createKmsNameHasher(client, 'key-1')('ada');
  kms.on(GenerateMacCommand).resolves({ Mac: Buffer.alloc(32, 8) });
  expect(await createKmsNameHasher(client, 'key-2')('ada')).not.toBe(before);
});
