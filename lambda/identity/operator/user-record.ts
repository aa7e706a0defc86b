/** An account as one line of an export: JSON, and the only format that an import reads. */
import * as z from 'zod/mini';
import { InternalError } from '../../shared/errors';
import { isCleanText } from '../../shared/http/text';
import { withoutLocale } from '../../shared/schema-messages';
import { isUuid } from '../../shared/uuid';
import { type Account, type AccountState, accountStates } from '../accounts/account';
import { type EmailAddress, emailFault, parseEmailAddress } from '../accounts/identifiers/email-address';
import { isScope, MAX_SCOPES_LENGTH } from '../accounts/scope';
import { parseUsername, type Username, usernameFault } from '../accounts/username';
import { readHash } from '../passwords/imported-hashes/read-hash';
import { UnusableHashError } from '../passwords/imported-hashes/unusable-hash-error';
import { COGNITO_HASH } from '../passwords/migration-hook';
import { NO_PASSWORD } from '../passwords/no-password';
import { OTPAUTH_RULE, parseOtpauthUri } from './import/otpauth-uri';

/** The parsed content of a line. */
export interface UserRecord {
  /** @default - the line has an address in place of a username, which is `email` */
  readonly username?: Username | undefined;
  /** The verified address. @default - none */
  readonly email?: EmailAddress | undefined;
  /** Whether the line has an address that is not verified, which the import leaves out. */
  readonly hasUnverifiedEmail: boolean;
  /** A hash that can be verified, or a marker: of one that Cognito has, or of an account without a password. */
  readonly passwordHash: string;
  /** The account's id. @default - a new one */
  readonly sub?: string | undefined;
  readonly scopes: readonly string[];
  /** Epoch milliseconds. @default - the time of the import */
  readonly createdAt?: number | undefined;
  readonly state: AccountState;
  /** When the temporary password expires, in epoch milliseconds. @default - the password is not temporary */
  readonly passwordTemporaryUntil?: number | undefined;
  /** The secret of an authenticator app. @default - none */
  readonly totp?: Uint8Array | undefined;
}

/** Thrown when a line cannot be imported. Its message contains nothing of the line. */
export class UnusableRecordError extends Error {
  override readonly name = 'UnusableRecordError';
}

const line = z.strictObject(
  {
    username: z
      .string('must be a text')
      .check(z.refine(isCleanText, 'must not contain NUL or lone surrogates')),
    email: z.optional(z.string('must be a text')),
    // only a JSON boolean: in other systems' exports, the text "false" has been taken for true
    email_verified: z.optional(z.boolean('must be true or false, without quotation marks')),
    passwordHash: z.string('must be a text'),
    sub: z.optional(z.string('must be a text').check(z.refine(isUuid, 'must be a UUID in lower case'))),
    scopes: z._default(
      z.array(
        z.string('must be a text').check(z.refine(isScope, 'must be a scope: 1 to 64 printable characters')),
        'must be a list',
      ),
      [],
    ),
    createdAt: z.optional(z.iso.datetime('must be a time in UTC, such as 2026-01-31T12:00:00Z')),
    state: z._default(z.enum(accountStates, 'must be ACTIVE, DISABLED or DELETING'), 'ACTIVE'),
    passwordTemporaryUntil: z.optional(z.iso.datetime('must be a time in UTC, such as 2026-01-31T12:00:00Z')),
    totp: z.optional(z.string('must be a text')),
  },
  {
    error: ({ code }) => (code === 'unrecognized_keys' ? 'has an unknown member' : 'must be a JSON object'),
  },
);

/**
 * Formats an account as a line, without the line break. It holds no second factor, since only `auth` can decrypt the
 * secrets, and no passkey.
 * @throws InternalError when it has expired
 */
export function formatUserRecord(account: Account): string {
  const { username, email, sub, passwordHash, scopes, state, passwordTemporaryUntil: until } = account;
  if (state === 'EXPIRED') throw new InternalError('An expired account does not exist');
  const record: z.input<typeof line> = {
    username,
    ...(email && { email: email.shown, email_verified: true }),
    sub,
    passwordHash,
    scopes: [...scopes],
    createdAt: new Date(account.createdAt).toISOString(),
    state,
    ...(until !== undefined && { passwordTemporaryUntil: new Date(until).toISOString() }),
  };
  return JSON.stringify(record);
}

/**
 * Parses a line.
 * @throws UnusableRecordError
 */
export function parseUserRecord(text: string): UserRecord {
  const { success, data, error } = line.safeParse(parseJson(text), withoutLocale);
  if (!success) {
    const [issue] = error.issues;
    throw new UnusableRecordError([issue?.path.join('.'), issue?.message].filter(Boolean).join(' '));
  }
  const { passwordHash, scopes, createdAt, passwordTemporaryUntil } = data;
  const identifiers = readIdentifiers(data);
  if (scopes.join(' ').length > MAX_SCOPES_LENGTH) {
    throw new UnusableRecordError(`scopes must be at most ${MAX_SCOPES_LENGTH} characters long`);
  }
  checkHash(passwordHash);
  if (!identifiers.username && passwordHash === COGNITO_HASH) {
    throw new UnusableRecordError(
      'username must be the one that Amazon Cognito has for the user: put the address into email',
    );
  }
  return {
    ...identifiers,
    passwordHash,
    sub: data.sub,
    state: data.state,
    scopes: [...new Set(scopes)],
    createdAt: readTime(createdAt),
    passwordTemporaryUntil: readTime(passwordTemporaryUntil),
    ...(data.totp !== undefined && { totp: readTotp(data.totp) }),
  };
}

function readTotp(text: string): Uint8Array {
  const secret = parseOtpauthUri(text);
  if (!secret) throw new UnusableRecordError(`totp ${OTPAUTH_RULE}`);
  return secret;
}

/** Reads the username and the address. A username with `@` is an address. */
function readIdentifiers({
  username: name,
  email: address,
  email_verified: isVerified = false,
}: z.output<typeof line>): Pick<UserRecord, 'username' | 'email' | 'hasUnverifiedEmail'> {
  const email = address === undefined ? undefined : parseEmailAddress(address);
  if (address !== undefined && !email) throw new UnusableRecordError(`email ${emailFault.detail}`);
  if (!name.includes('@')) {
    const username = parseUsername(name);
    if (!username) throw new UnusableRecordError(`username ${usernameFault.detail}`);
    return { username, ...(isVerified && { email }), hasUnverifiedEmail: !isVerified && email !== undefined };
  }
  const named = parseEmailAddress(name);
  if (!named) throw new UnusableRecordError('username contains @ and is not an e-mail address');
  if (email && email.normalised !== named.normalised) {
    throw new UnusableRecordError('username and email are different addresses');
  }
  if (!isVerified) {
    throw new UnusableRecordError(
      'username is an address, and email_verified is not true: give the line another username',
    );
  }
  return { email: named, hasUnverifiedEmail: false };
}

function readTime(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the parser's own message quotes the text
    throw new UnusableRecordError('is not JSON');
  }
}

function checkHash(passwordHash: string): void {
  if (passwordHash === COGNITO_HASH || passwordHash === NO_PASSWORD) return;
  try {
    readHash(passwordHash);
  } catch (error) {
    if (error instanceof UnusableHashError) throw new UnusableRecordError(error.message);
    throw error;
  }
}
