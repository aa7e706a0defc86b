/** Refresh tokens: their form, what is stored of them, and how one leads to the next. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { UUID } from '../../shared/uuid';

/** A refresh token, taken apart. It is opaque to clients. */
export interface RefreshToken {
  readonly sub: string;
  readonly sid: string;
  /** What all tokens of a session have in common and only its holders know: it tells a replayed token from a made-up one. */
  readonly family: Buffer;
  /** What is new with every rotation. */
  readonly secret: Buffer;
}

const FAMILY_BYTES = 16;
const SECRET_BYTES = 32;
const NONCE_BYTES = 32;

const GRAMMAR = new RegExp(`^r1\\.(${UUID})\\.(${UUID})\\.([\\w-]{64})$`);

/** Makes the first refresh token of a session. */
export function createRefreshToken({ sub, sid }: Pick<RefreshToken, 'sub' | 'sid'>): RefreshToken {
  return { sub, sid, family: randomBytes(FAMILY_BYTES), secret: randomBytes(SECRET_BYTES) };
}

/** Writes a token as clients get it: `r1.<sub>.<sid>.<secrets>`. */
export function formatRefreshToken({ sub, sid, family, secret }: RefreshToken): string {
  return `r1.${sub}.${sid}.${Buffer.concat([family, secret]).toString('base64url')}`;
}

/** Reads a token; returns undefined when it has another form. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const [, sub, sid, secrets] = GRAMMAR.exec(text) ?? [];
  if (sub === undefined || sid === undefined || secrets === undefined) return undefined;
  const bytes = Buffer.from(secrets, 'base64url');
  return { sub, sid, family: bytes.subarray(0, FAMILY_BYTES), secret: bytes.subarray(FAMILY_BYTES) };
}

/** What is stored in the place of a secret. 128 random bits or more need no slow hash. */
export function digestSecret(secret: Buffer): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Makes the text that, together with a secret, leads to the secret's successor. */
export function createNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64url');
}

/**
 * The token that follows: whoever presents the same token again derives the very same successor, while neither the
 * table nor an older token alone yields it.
 */
export function deriveSuccessor(token: RefreshToken, nonce: string): RefreshToken {
  return { ...token, secret: createHmac('sha256', token.secret).update(nonce).digest() };
}
