/** Published hashes that take long to verify. */
import { readHash } from '../../../../../lambda/identity/passwords/imported-hashes/read-hash';

test('the scrypt hash in the documentation of passlib verifies its password and no other', async () => {
  // https://passlib.readthedocs.io/en/stable/lib/passlib.hash.scrypt.html
  const matches = readHash(
    '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E',
  );
  expect(await matches('password')).toBe(true);
  expect(await matches('password.')).toBe(false);
});
