import { pbkdf2Sync, scryptSync } from 'node:crypto';
import argon2 from 'argon2';
import { readHash } from '../../../../../lambda/identity/passwords/imported-hashes/read-hash';
import { UnusableHashError } from '../../../../../lambda/identity/passwords/imported-hashes/unusable-hash-error';

const salt = 'saltsalt';
const phcSalt = Buffer.from(salt).toString('base64').replaceAll('=', '');
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
const key = 'A'.repeat(43);
const bcryptTail = 'C'.repeat(53);

const scryptHex = scryptSync('werkzeug', salt, 64, { N: 1024, r: 8, p: 1 }).toString('hex');
const pbkdf2Of = (digest: string, length: number) => pbkdf2Sync('a password', salt, 10, length, digest);

test.each([
  // entries with an address are published there
  [
    'bcrypt, $2a$',
    'U*U',
    // https://www.openwall.com/crypt/
    '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
  ],
  ['bcrypt, $2b$', 'U*U', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['bcrypt, $2y$', 'U*U', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['bcrypt of Django', 'U*U', 'bcrypt$$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  [
    // by passlib 1.7.4; read-hash-published.all.test.ts verifies the one in its documentation
    'scrypt of passlib',
    'x',
    '$scrypt$ln=8,r=8,p=1$ofReCyFECKE05txba41RCg$abtuuhnoEs7dmktEGm3ZQc+HNbU1ZyRs6oA0dy55b0U',
  ],
  [
    'scrypt of Django',
    'l\u00E8tmein',
    `scrypt$1024$${salt}$8$1$${scryptSync('l\u00E8tmein', salt, 64, { N: 1024, r: 8, p: 1 }).toString('base64')}`,
  ],
  ['scrypt of Werkzeug', 'werkzeug', `scrypt:1024:8:1$${salt}$${scryptHex}`],
  [
    // https://github.com/firebase/scrypt
    'scrypt of Firebase',
    'user1password',
    '$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
  ],
  [
    // https://passlib.readthedocs.io/en/stable/lib/passlib.hash.pbkdf2_digest.html
    'PBKDF2 of passlib',
    'password',
    '$pbkdf2-sha256$6400$0ZrzXitFSGltTQnBWOsdAw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M',
  ],
  [
    'PBKDF2 in the PHC string format',
    'a password',
    `$pbkdf2-sha512$i=10,l=64$${phcSalt}$${base64(pbkdf2Of('sha512', 64))}`,
  ],
  ['PBKDF2 with SHA-1', 'a password', `$pbkdf2$10$${phcSalt}$${base64(pbkdf2Of('sha1', 20))}`],
  ['PBKDF2 of Django', 'a password', `pbkdf2_sha256$10$${salt}$${pbkdf2Of('sha256', 32).toString('base64')}`],
  ['PBKDF2 of Werkzeug', 'a password', `pbkdf2:sha256:10$${salt}$${pbkdf2Of('sha256', 32).toString('hex')}`],
])('%s verifies its password and no other', async (_form, password, hash) => {
  const matches = readHash(hash);
  expect(await matches(password)).toBe(true);
  expect(await matches(`${password}.`)).toBe(false);
});

test.each([
  ['argon2id', (hash: string) => hash],
  ['argon2id of Django', (hash: string) => `argon2${hash}`],
])('%s verifies its password and no other', async (_form, write) => {
  const options = { type: argon2.argon2id, memoryCost: 64, timeCost: 1, parallelism: 1 } as const;
  const matches = readHash(write(await argon2.hash('a password', options)));
  expect(await matches('a password')).toBe(true);
  expect(await matches('another')).toBe(false);
});

const argon2id = (parameters: string) => `$argon2id$v=19$${parameters}$${phcSalt}$${key}`;

test.each([
  ['argon2id with much memory', argon2id('m=131073,t=1,p=1')],
  ['argon2id with much work', argon2id('m=131072,t=3,p=1')],
  ['argon2id with many passes', argon2id('m=128,t=65,p=1')],
  ['argon2id with many lanes', argon2id('m=65536,t=4,p=17')],
  ['argon2id with many threads', argon2id('m=128,t=8192,p=16')],
  ['bcrypt', `$2b$13$${bcryptTail}`],
  ['scrypt with much memory', `$scrypt$ln=18,r=8,p=1$${phcSalt}$${key}`],
  ['scrypt with much work', `$scrypt$ln=17,r=8,p=2$${phcSalt}$${key}`],
  ['scrypt with large blocks', `$scrypt$ln=1,r=524288,p=2$${phcSalt}$${key}`],
  ['scrypt with many blocks', `$scrypt$ln=1,r=1,p=1048576$${phcSalt}$${key}`],
  ['scrypt of Django', `scrypt$2147483648$${salt}$8$1$${key}=`],
  ['scrypt of Werkzeug', `scrypt:262144:8:1$${salt}$${'0'.repeat(64)}`],
  ['scrypt of Firebase', `$firescrypt$ln=31,r=8,p=1$${phcSalt}$${key}$Bw==$${key}`],
  ['PBKDF2 with SHA-1', `$pbkdf2$1000001$${phcSalt}$${'A'.repeat(27)}`],
  ['PBKDF2 with SHA-256', `$pbkdf2-sha256$i=1200001$${phcSalt}$${key}`],
  ['PBKDF2 with SHA-512', `$pbkdf2-sha512$i=400001$${phcSalt}$${key}`],
  ['PBKDF2 of Django', `pbkdf2_sha256$9999999999$${salt}$${key}=`],
])('%s above the bound is rejected before any work', (_what, hash) => {
  expect(() => readHash(hash)).toThrow(/^the password hash costs too much to verify: .* may have /);
});

test.each([
  ['a digest that every password would match', `$pbkdf2-sha256$i=1$${phcSalt}$`],
  ['a digest that many would match', `pbkdf2:sha256:1$${salt}$${'0'.repeat(30)}`],
  ['a digest that is longer than the algorithm gives', `$pbkdf2$1$${phcSalt}$${key}`],
  ['a digest of an unknown algorithm', `$pbkdf2-md5$1$${phcSalt}$${key}`],
  ...['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((name) => [
    `a digest called ${name}`,
    `pbkdf2:${name}:1$${salt}$${'0'.repeat(32)}`,
  ]),
  ['a cost that is not a power of two', `scrypt$1000$${salt}$8$1$${key}=`],
  ['a parameter twice', argon2id('m=64,t=1,m=64')],
  ['a parameter too few', argon2id('m=64,t=1')],
  ['a parameter too many', argon2id('m=64,t=1,p=1,keyid=1')],
  ['a parameter of zero', argon2id('m=64,t=0,p=1')],
  ['a part too many', `${argon2id('m=64,t=1,p=1')}$x`],
  ['an old version of argon2id', argon2id('m=64,t=1,p=1').replace('v=19', 'v=16')],
  ['a salt that is not base64', `$scrypt$ln=4,r=8,p=1$sa lt$${key}`],
  ['a bcrypt hash that is cut off', '$2b$12$abc'],
  ['a signer key of another length', `$firescrypt$ln=4,r=8,p=1$${phcSalt}$${key}$Bw==$Bw==`],
])('%s is rejected', (_what, hash) => {
  expect(() => readHash(hash)).toThrow(new UnusableHashError('the password hash is malformed'));
});

const SALT_RULE = 'its salt must have 8 to 128 bytes';

test.each([
  ['no salt', `$scrypt$ln=4,r=8,p=1$$${key}`, SALT_RULE],
  ['a salt of one byte', argon2id('m=64,t=1,p=1').replace(phcSalt, 'QQ'), SALT_RULE],
  ['a salt of seven bytes', `pbkdf2_sha256$1$saltsal$${key}=`, SALT_RULE],
  [
    'a salt of Firebase that only its separator fills up',
    `$firescrypt$ln=4,r=8,p=1$c2FsdA$${key}$${phcSalt}$${key}`,
    SALT_RULE,
  ],
  ['a salt of 129 bytes', `pbkdf2_sha256$1$${'s'.repeat(129)}$${key}=`, SALT_RULE],
  [
    'argon2id with less than eight blocks for a lane',
    argon2id('m=63,t=1,p=8'),
    'm of argon2id must be at least 8·p',
  ],
  [
    'scrypt with a block too small for N',
    `$scrypt$ln=16,r=1,p=1$${phcSalt}$${key}`,
    'N of scrypt must be less than 2^(16·r)',
  ],
])('%s is rejected, with the rule', (_what, hash, rule) => {
  expect(() => readHash(hash)).toThrow(
    new UnusableHashError(`the password hash cannot be verified: ${rule}`),
  );
});

test('argon2id with the minimum memory and salt is verified, in any spelling of its parts', async () => {
  for (const parts of ['m=64,t=1,p=8', 'p=8,m=64,t=1']) {
    const hash = await argon2.hash('a password', {
      type: argon2.argon2id,
      memoryCost: 64,
      timeCost: 1,
      parallelism: 8,
      salt: Buffer.from(salt),
    });
    const [, , , , , tag = ''] = hash.split('$');
    const matches = readHash(`$argon2id$v=19$${parts}$${phcSalt}=$${tag}=`);
    expect(await matches('a password')).toBe(true);
    expect(await matches('another')).toBe(false);
  }
});

test.each([
  ['nothing', ''],
  ['a password', 'correct horse'],
  ['a bare digest', '5f4dcc3b5aa765d61d8327deb882cf99'],
  ['the broken variant of bcrypt', `$2x$05$${bcryptTail}`],
  ['argon2i', argon2id('m=64,t=1,p=1').replace('argon2id', 'argon2i')],
  ['a text without end', `$2b$12$${'C'.repeat(2_000)}`],
])('%s has an unknown format, and is not repeated', (_what, hash) => {
  expect(() => readHash(hash)).toThrow(
    new UnusableHashError(
      'the format of the password hash is unknown: argon2id, bcrypt, scrypt and PBKDF2 are supported',
    ),
  );
});
