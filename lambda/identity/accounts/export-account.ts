/** Exports everything that is stored about a user, page by page. */
import { UnauthorizedError, ValidationError } from '../../shared/errors';
import type { ClientInfo } from '../../shared/http/client-info';
import type { Caller } from '../../shared/http/request';
import { isCleanText } from '../../shared/http/text';
import type { Log } from '../../shared/log';
import {
  everyOwnedData,
  type OwnedData,
  type OwnedItems,
  ownedSessions,
} from '../../shared/table/owned-data';
import type { FormerEmail, PendingEmail } from '../email/account-email';
import { factorAttemptsOf, stepUpAttemptsOf } from '../factors/account-factor';
import type { TrustedDevices } from '../factors/trusted-devices/trusted-devices';
import type { Account } from './account';
import type { AccountData, ExportedItem } from './account-data';
import type { Accounts } from './accounts';
import { findOwnAccount } from './find-own-account';
import { toProfile } from './get-profile';

/** The dependencies of an export. */
export interface ExportDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly data: Pick<AccountData, 'readPage'>;
  /** @default - the stage has no trusted devices */
  readonly listTrustedDevices?: TrustedDevices['list'] | undefined;
  readonly log: Log<'account_exported'>;
  /** The kinds of data that belong to an account. @default - the data of every feature */
  readonly owned?: OwnedData;
}

/** A request for one page of the export. */
export interface ExportCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  /** The `cursor` of the previous page. @default - starts at the beginning */
  readonly cursor?: string | undefined;
  readonly source: ClientInfo;
}

/** A page of an export. Times are ISO 8601, or epoch seconds or milliseconds, as they are stored. */
export interface AccountExport {
  readonly items: readonly (ExportedItem | Readonly<Record<string, unknown>>)[];
  /** For the next page; absent on the last page. */
  readonly cursor?: string;
}

/** Where an export continues: the index of the kind of items, and the last item that was exported. */
interface Position {
  readonly kind: number;
  readonly after?: string | undefined;
}

const PAGE_SIZE = 100;

/**
 * Returns the operation. The account itself comes first, without its password hash.
 * @throws ValidationError when the cursor is not valid
 * @throws UnauthorizedError when the account no longer exists, has expired or is disabled
 */
export function exportAccount({
  accounts,
  data,
  listTrustedDevices,
  log,
  owned = everyOwnedData,
}: ExportDependencies): (command: ExportCommand) => Promise<AccountExport> {
  const kinds = [ownedSessions, ...owned.counts, ...owned.items];

  async function readAccount(caller: ExportCommand['caller']): Promise<Readonly<Record<string, unknown>>> {
    const account = await findOwnAccount(accounts, caller);
    // of an account that is being deleted, the remaining data is exported
    if (!account || account.state === 'DISABLED' || account.state === 'EXPIRED') {
      throw new UnauthorizedError('The account of the token does not exist');
    }
    const trusted = await listTrustedDevices?.(account.sub);
    const { usernameChanges, email, pendingEmail, formerEmail, sessionCount, securityVersion } = account;
    const { state, attempts, changeAttempts, devices, passkeys, expiresAt } = account;
    return {
      type: 'account',
      ...toProfile(account),
      ...(usernameChanges && { usernameChanges }),
      // without the id of the attempt, and without the challenge, from which the code is derived
      ...(email && { email: { address: email.shown, verifiedAt: email.verifiedAt } }),
      ...(pendingEmail && { pending_email: toExportedPending(pendingEmail) }),
      ...(formerEmail && { former_email: toExportedFormer(formerEmail) }),
      state,
      ...(expiresAt !== undefined && { expiresAt }),
      ...toExportedFactors(account),
      ...(passkeys && { passkeys: Object.entries(passkeys).map(([id, passkey]) => ({ id, ...passkey })) }),
      securityVersion,
      sessionCount,
      attempts,
      changeAttempts,
      // without the digests of the device secrets
      devices: devices.map(({ hash, ...device }) => device),
      ...(trusted && { trusted_devices: trusted.map(({ digest, ...device }) => device) }),
    };
  }

  async function readPage(
    caller: ExportCommand['caller'],
    cursor: string | undefined,
  ): Promise<AccountExport> {
    const items: AccountExport['items'][number][] = [];
    let position = cursor === undefined ? { kind: 0 } : decodeCursor(cursor, kinds);
    if (cursor === undefined) items.push(await readAccount(caller));

    for (;;) {
      const kind = kinds[position.kind];
      if (!kind) return { items };
      const limit = PAGE_SIZE - items.length;
      if (limit <= 0) return { items, cursor: encodeCursor(position) };
      const page = await data.readPage({ sub: caller.sub, kind, limit, after: position.after });
      items.push(...page.items);
      position =
        page.next === undefined ? { kind: position.kind + 1 } : { kind: position.kind, after: page.next };
    }
  }

  return async ({ caller, cursor, source }) => {
    const page = await readPage(caller, cursor);
    const { sub, sid } = caller;
    // on every page: a cursor can be forged, so a client may never have requested the first page
    log('account_exported', {
      sub,
      sid,
      sourceIp: source.ip,
      requestId: source.requestId,
      continued: cursor !== undefined,
    });
    return page;
  };
}

/** Without the digests of the recovery codes. */
function toExportedFactors(account: Account) {
  const { factors = {}, secondFactorSince, recoveryCodes = [], factorsResetAt } = account;
  if (secondFactorSince === undefined) return {};
  return {
    second_factor: {
      since: secondFactorSince,
      factors: Object.entries(factors).map(([id, factor]) => ({ id, ...factor })),
      recovery_codes_left: recoveryCodes.length,
      attempts: factorAttemptsOf(account),
      step_up_attempts: stepUpAttemptsOf(account),
      ...(factorsResetAt !== undefined && { reset_at: factorsResetAt }),
    },
  };
}

function toExportedPending({ shown, attempts, requestedAt, expiresAt, sid }: PendingEmail) {
  return { address: shown, attempts, requestedAt, expiresAt, sid };
}

function toExportedFormer({ shown, until }: FormerEmail) {
  return { address: shown, until };
}

/** Encodes a position as an opaque cursor, so that clients do not depend on its content. */
function encodeCursor({ kind, after }: Position): string {
  return Buffer.from(JSON.stringify(after === undefined ? [kind] : [kind, after])).toString('base64url');
}

function decodeCursor(cursor: string, kinds: readonly OwnedItems[]): Position {
  const position = parsePosition(cursor, kinds);
  if (!position || encodeCursor(position) !== cursor) {
    throw new ValidationError([
      { parameter: 'cursor', detail: 'must be an unchanged cursor of an earlier response' },
    ]);
  }
  return position;
}

function parsePosition(cursor: string, kinds: readonly OwnedItems[]): Position | undefined {
  if (cursor.length > 256) return undefined;
  try {
    const [kind, after]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Number.isInteger(kind) || !kinds[kind as number]) return undefined;
    if (after !== undefined && (typeof after !== 'string' || after === '' || !isCleanText(after)))
      return undefined;
    return { kind: kind as number, after: after as string | undefined };
  } catch {
    return undefined;
  }
}
