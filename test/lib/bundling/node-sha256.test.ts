/** Compares the replacement for the SDK's SHA-256 with the SDK's own, whose signatures AWS accepts. */
import { Sha256 as SdkSha256 } from '@smithy/core/checksum';
import { Sha256 } from '../../../lib/bundling/node-sha256.mjs';

type Input = string | Uint8Array;

async function digestOf(
  Hash: typeof SdkSha256,
  secret: Input | ArrayBuffer | undefined,
  parts: readonly Input[],
) {
  const hash = new Hash(secret);
  for (const part of parts) hash.update(part as Uint8Array);
  return hash.digest();
}

const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);

test.each<[string, Input | ArrayBuffer | undefined, readonly Input[]]>([
  ['nothing', undefined, []],
  ['a text', undefined, ['AWS4-HMAC-SHA256\nümlaut']],
  ['bytes in parts', undefined, [bytes.subarray(0, 7), bytes.subarray(7)]],
  ['a text under a text', 'AWS4secret', ['20260101']],
  ['a text under bytes', bytes.subarray(3, 35), ['eu-central-1']],
  ['a text under a buffer', bytes.slice(0, 32).buffer, ['dynamodb']],
  ['nothing under bytes', bytes, []],
])('%s has the same digest', async (_, secret, parts) => {
  const digest = await digestOf(Sha256 as never, secret, parts);
  expect(digest).toEqual(await digestOf(SdkSha256, secret, parts));
  expect(digest).toBeInstanceOf(Uint8Array);
  expect(digest).toHaveLength(32);
});

test('a hash continues after its digest, and a reset restarts a keyed hash', async () => {
  for (const Hash of [Sha256 as unknown as typeof SdkSha256, SdkSha256]) {
    const hash = new Hash();
    hash.update(bytes);
    await hash.digest();
    hash.update(bytes);
    expect(await hash.digest()).toEqual(await digestOf(SdkSha256, undefined, [bytes, bytes]));
    const keyed = new Hash('key');
    keyed.update(bytes);
    await keyed.digest();
    keyed.reset();
    keyed.update(bytes);
    expect(await keyed.digest()).toEqual(await digestOf(SdkSha256, 'key', [bytes]));
  }
});
