/** Imported hashes at the limits cost about ten of our own: measured side by side, in processor time. */
import { readHash } from '../../../../../lambda/identity/passwords/imported-hashes/read-hash';
import { verifyImportedHash } from '../../../../../lambda/identity/passwords/imported-hashes/verify-imported-hash';
import { createPasswordHasher } from '../../../../../lambda/identity/passwords/password-hasher';
import { stageSettings } from '../../../../../lib/stages/stages';

const phcSalt = Buffer.from('saltsalt').toString('base64').replaceAll('=', '');
const keyOf = (bytes: number) => Buffer.alloc(bytes).toString('base64').replaceAll('=', '');
const argon2id = (m: number, t: number, p: number) =>
  `$argon2id$v=19$m=${m},t=${t},p=${p}$${phcSalt}$${keyOf(64)}`;
const scrypt = (ln: number, r: number, p: number) => `$scrypt$ln=${ln},r=${r},p=${p}$${phcSalt}$${keyOf(64)}`;
const pbkdf2 = (digest: string, iterations: number, bytes: number) =>
  `$pbkdf2-${digest}$i=${iterations}$${phcSalt}$${keyOf(bytes)}`;

/** Every corner of the accepted parameters: no parameter can grow unless another one shrinks. */
const CORNERS = [
  ['argon2id, all memory, few threads', argon2id(131_072, 2, 1)],
  ['argon2id, all memory, all threads', argon2id(131_072, 2, 32)],
  ['argon2id, all work in passes', argon2id(4_096, 64, 1)],
  ['argon2id, all work in lanes', argon2id(131_072, 1, 64)],
  ['argon2id, least memory for all passes', argon2id(8, 64, 1)],
  ['bcrypt', `$2b$12$${'C'.repeat(53)}`],
  ['scrypt, all work in N', scrypt(17, 8, 1)],
  ['scrypt, all work in r', scrypt(10, 1_024, 1)],
  ['scrypt, all work in p', scrypt(10, 1, 1_024)],
  ['scrypt, all blocks', scrypt(1, 1, 1_024)],
  ['scrypt of Firebase', `$firescrypt$ln=17,r=8,p=1$${phcSalt}$${keyOf(64)}$Bw==$${keyOf(64)}`],
  ['PBKDF2 with SHA-1', pbkdf2('sha1', 1_000_000, 20)],
  ['PBKDF2 with SHA-256', pbkdf2('sha256', 1_200_000, 32)],
  ['PBKDF2 with SHA-512', pbkdf2('sha512', 400_000, 64)],
] as const;

/**
 * The maximum cost of a corner, in hashes of our own. Ten to fifteen were measured, and caches and page
 * faults differ between machines. PBKDF2 costs up to four times as much on processors without SHA
 * instructions.
 */
const mostOf = (corner: string) => (corner.startsWith('PBKDF2') ? 50 : 20);

/** Measurements are repeated while the limit is exceeded: interruptions only add to a measurement. */
const MAX_MEASUREMENTS = 5;

const ours = createPasswordHasher({ current: stageSettings('prod').argon2, verifyImportedHash });

/** Returns the processor time of a task, in milliseconds, of all threads. */
async function measure(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * Measures without the first run, which loads argon2. Returns the maximum: a smaller value would blame the
 * corner for a busy machine.
 */
async function measureOurs(): Promise<number> {
  await ours.verify(undefined, 'a password');
  const times = [];
  for (let n = 0; n < 5; n++) times.push(await measure(() => ours.verify(undefined, 'a password')));
  return Math.max(...times);
}

test.each(CORNERS)('%s', async (corner, hash) => {
  const most = mostOf(corner);
  const matches = readHash(hash);
  let cost = Number.POSITIVE_INFINITY;
  for (let n = 0; n < MAX_MEASUREMENTS && cost > most; n++) {
    const own = await measureOurs();
    cost = Math.min(cost, (await measure(() => matches('a password'))) / own);
  }
  expect(cost).toBeLessThanOrEqual(most);
});
