import bcrypt from 'bcryptjs';
import { verifyImportedHash } from '../../../../../lambda/identity/passwords/imported-hashes/verify-imported-hash';

test('a password matches its hash in any of the given forms', async () => {
  const stored = await bcrypt.hash('typed', 4);
  await expect(verifyImportedHash(stored, ['typed'])).resolves.toBe(true);
  await expect(verifyImportedHash(stored, ['other', 'typed'])).resolves.toBe(true);
  await expect(verifyImportedHash(stored, ['other'])).resolves.toBe(false);
});

test('no password matches a hash that cannot be used', async () => {
  for (const stored of ['$md5$abc', 'x'.repeat(2_000), `$2b$31$${'a'.repeat(53)}`]) {
    await expect(verifyImportedHash(stored, ['typed'])).resolves.toBe(false);
  }
});

test('a verification that throws counts as a wrong password', async () => {
  const compare = jest.spyOn(bcrypt, 'compare').mockImplementation(() => {
    throw new Error('out of memory');
  });
  await expect(verifyImportedHash(`$2b$04$${'C'.repeat(53)}`, ['typed'])).resolves.toBe(false);
  expect(compare).toHaveBeenCalledTimes(1);
  compare.mockRestore();
});
