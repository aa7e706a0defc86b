/**
 * Reads hashes of Firebase Authentication. Its scrypt variant encrypts a key of the project with the derived
 * key.
 */
import { createCipheriv } from 'node:crypto';
import {
  checkDigest,
  checkSalt,
  decodeBase64,
  decodeParameters,
  isSame,
  malformed,
  requireParameter,
} from './decode';
import type { PasswordCheck } from './hash-reader';
import { checkScryptCost, scrypt } from './scrypt';

const PREFIX = '$firescrypt$';
const AES_KEY_BYTES = 32;
const MAX_SIGNER_KEY_BYTES = 128;
/** Firebase's counter begins at zero: every password has its own key. */
const FIRST_COUNTER = Buffer.alloc(16);

/**
 * Reads `$firescrypt$ln=<mem_cost>,r=<rounds>,p=1$salt$hash$salt separator$signer key`. This is Ory's format
 * for the output of `firebase auth:export` and the hash parameters of the project.
 * @see https://github.com/firebase/scrypt
 */
export function readFirebaseScrypt(hash: string): PasswordCheck | undefined {
  if (!hash.startsWith(PREFIX)) return undefined;
  const [text = '', salt = '', digest = '', separator = '', signer = '', ...rest] = hash
    .slice(PREFIX.length)
    .split('$');
  const parameters = decodeParameters(text);
  const logCost = requireParameter(parameters, 'ln');
  if (rest.length > 0 || parameters.size !== 3 || logCost > 31) throw malformed();
  const cost = {
    cost: 2 ** logCost,
    blockSize: requireParameter(parameters, 'r'),
    parallelization: requireParameter(parameters, 'p'),
  };
  checkScryptCost(cost);
  // the separator belongs to the project, and is the same for all its users
  checkSalt(decodeBase64(salt));
  const salted = checkSalt(Buffer.concat([decodeBase64(salt), decodeBase64(separator)]));
  const expected = checkDigest(decodeBase64(digest), MAX_SIGNER_KEY_BYTES);
  const signerKey = decodeBase64(signer);
  // the hash is the encrypted key, so both have the same length
  if (signerKey.length !== expected.length) throw malformed();
  return async (password) => {
    const key = await scrypt(password, salted, AES_KEY_BYTES, cost);
    const cipher = createCipheriv('aes-256-ctr', key, FIRST_COUNTER);
    return isSame(Buffer.concat([cipher.update(signerKey), cipher.final()]), expected);
  };
}
