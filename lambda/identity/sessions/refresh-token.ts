/** Refresh tokens: their format, what is stored of them, and how to derive the next one. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { UUID } from '../../shared/uuid';

/** The parts of a refresh token. Clients treat the token as opaque. */
export interface RefreshToken {
  readonly sub: string;
  readonly sid: string;
  /** A secret that all tokens of a session share. It distinguishes a replayed token from a forged one. */
  readonly family: Buffer;
  /** A secret that every rotation replaces. */
  readonly secret: Buffer;
}

const FAMILY_BYTES = 16;
const SECRET_BYTES = 32;
const NONCE_BYTES = 32;

const GRAMMAR = new RegExp(`^r1\\.(${UUID})\\.(${UUID})\\.([\\w-]{64})$`);

/** Creates the first refresh token of a session. */
export function createRefreshToken({ sub, sid }: Pick<RefreshToken, 'sub' | 'sid'>): RefreshToken {
  return { sub, sid, family: randomBytes(FAMILY_BYTES), secret: randomBytes(SECRET_BYTES) };
}

/** Formats a token for clients: `r1.<sub>.<sid>.<secrets>`. */
export function formatRefreshToken({ sub, sid, family, secret }: RefreshToken): string {
  return `r1.${sub}.${sid}.${Buffer.concat([family, secret]).toString('base64url')}`;
}

/** Parses a token; returns undefined when it is malformed. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [, sub, sid, secrets] = GRAMMAR.exec(text) ?? [];
  if (sub === undefined || sid === undefined || secrets === undefined) return undefined;
  const bytes = Buffer.from(secrets, 'base64url');
  return { sub, sid, family: bytes.subarray(0, FAMILY_BYTES), secret: bytes.subarray(FAMILY_BYTES) };
}

/** Returns the digest that is stored instead of a secret. 128 random bits or more need no slow hash. */
export function digestSecret(secret: Buffer): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Creates the nonce from which, together with a secret, the secret's successor is derived. */
export function createNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64url');
}

/**
 * Derives the next token. Presenting the same token again derives the same successor. Neither the table nor
 * an older token alone is enough to derive it.
 */
export function deriveSuccessor(token: RefreshToken, nonce: string): RefreshToken {
  return { ...token, secret: createHmac('sha256', token.secret).update(nonce).digest() };
}
