/** The secret that a browser holds for a session of the hosted pages, in a cookie. */
import { UUID } from '../../../shared/uuid';
import { digestSecret, parseRefreshToken } from '../refresh-token';
import type { SessionKey } from '../session';

/** A secret and the session that it is for. */
export interface PageSecret extends SessionKey {
  readonly secret: Buffer;
}

const GRAMMAR = new RegExp(`^p1\\.(${UUID})\\.(${UUID})\\.([\\w-]{43})$`);

/** Takes the secret of a new session over from its refresh token, which no client receives. */
export function toPageSecret(refreshToken: string): PageSecret {
  const token = parseRefreshToken(refreshToken);
  if (!token) throw new TypeError('A new session has no refresh token');
  const { sub, sid, secret } = token;
  return { sub, sid, secret };
}

/** Formats a secret for the cookie: `p1.<sub>.<sid>.<secret>`. */
export function formatPageSecret({ sub, sid, secret }: PageSecret): string {
  return `p1.${sub}.${sid}.${secret.toString('base64url')}`;
}

/** Parses the value of a cookie; returns undefined when it is malformed. */
export function parsePageSecret(text: string): PageSecret | undefined {
  const [, sub, sid, secret] = GRAMMAR.exec(text) ?? [];
  if (sub === undefined || sid === undefined || secret === undefined) return undefined;
  return { sub, sid, secret: Buffer.from(secret, 'base64url') };
}

/** Returns the digest under which a secret is stored. */
export function digestPageSecret({ secret }: Pick<PageSecret, 'secret'>): string {
  return digestSecret(secret);
}
