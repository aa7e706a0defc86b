/** The dependencies of auth's operations, in memory, with a clock that tests set. */
import type { PasswordHasher } from '../../../lambda/auth/password-hasher';
import type { LogFields } from '../../../lambda/shared/log';
import type { AccessTokenClaims } from '../../../lambda/shared/tokens/access-token-claims';
import { createMemoryLogins } from './memory-logins';
import { createMemorySessions } from './memory-sessions';

/** A password that keeps the rules. */
export const PASSWORD = 'correct horse battery';

/** Makes a hasher that counts its work; a hash is the password behind its parameters. */
export function createFakeHasher(parameters = 'm=1'): PasswordHasher & { readonly work: string[] } {
  const work: string[] = [];
  return {
    work,
    decoy: `${parameters}|`,
    async hash(password) {
      work.push(`hash ${parameters}`);
      return `${parameters}|${password}`;
    },
    async verify(hash, password) {
      work.push(`verify ${hash.split('|')[0]}`);
      return hash.split('|')[1] === password;
    },
    async isOutdated(hash) {
      return !hash.startsWith(`${parameters}|`);
    },
  };
}

/** Makes dependencies that fit every operation; `signed` and `logged` hold what they were given. */
export function createFakeDependencies() {
  let ids = 0;
  const clock = { millis: Date.UTC(2026, 0, 2, 3, 4, 5) };
  const signed: AccessTokenClaims[] = [];
  const logged: LogFields[] = [];
  return {
    clock,
    signed,
    logged,
    logins: createMemoryLogins(),
    sessions: createMemorySessions(),
    passwords: createFakeHasher(),
    passwordPolicy: { minLength: 15, maxLength: 256 },
    tokens: {
      issuer: 'https://api.example.com/v1',
      audience: 'latchkey',
      clientId: 'first-party',
      accessTokenSeconds: 3600,
    },
    signToken: async (claims: AccessTokenClaims) => {
      signed.push(claims);
      return `token-${signed.length}`;
    },
    hashName: async (name: string) => `hash-of-${name.length}-characters`,
    log: (_level: string, fields: LogFields) => {
      logged.push(fields);
    },
    now: () => clock.millis,
    newId: () => `id-${++ids}`,
  };
}
