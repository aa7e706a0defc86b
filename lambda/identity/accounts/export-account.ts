/** Shows a user everything that is stored about them, page by page. */
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
import type { AccountData, ExportedItem } from './account-data';
import type { Accounts } from './accounts';
import { findOwnAccount } from './find-own-account';
import { toProfile } from './get-profile';

/** What an export needs. */
export interface ExportDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly data: Pick<AccountData, 'readPage'>;
  readonly log: Log<'account_exported'>;
  /** What belongs to an account here. @default - the data of every feature */
  readonly owned?: OwnedData;
}

/** A page to export. */
export interface ExportCommand {
  readonly caller: Pick<Caller, 'sub' | 'sid'>;
  /** The `cursor` of the page before. @default - from the beginning */
  readonly cursor?: string | undefined;
  readonly source: ClientInfo;
}

/** A page of an export. Times are ISO 8601, or epoch seconds or milliseconds, as they are stored. */
export interface AccountExport {
  readonly items: readonly (ExportedItem | Readonly<Record<string, unknown>>)[];
  /** For the next page; absent on the last. */
  readonly cursor?: string;
}

/** Where an export goes on: the kind of items, by its place in the list, and the last item before. */
interface Position {
  readonly kind: number;
  readonly after?: string | undefined;
}

const PAGE_SIZE = 100;

/**
 * Makes the operation. The account itself comes first, without its password's hash.
 * @throws ValidationError for a bad cursor, UnauthorizedError when the account is gone
 */
export function exportAccount({
  accounts,
  data,
  log,
  owned = everyOwnedData,
}: ExportDependencies): (command: ExportCommand) => Promise<AccountExport> {
  const kinds = [ownedSessions, ...owned.counts, ...owned.items];

  async function readAccount(caller: ExportCommand['caller']): Promise<Readonly<Record<string, unknown>>> {
    const account = await findOwnAccount(accounts, caller);
    // one that is being deleted is shown as far as it is there
    if (!account || account.state === 'DISABLED') {
      throw new UnauthorizedError('The account of the token does not exist');
    }
    const { usernameChanges, sessionCount, securityVersion, state, attempts, changeAttempts, devices } =
      account;
    return {
      type: 'account',
      ...toProfile(account),
      ...(usernameChanges && { usernameChanges }),
      state,
      securityVersion,
      sessionCount,
      attempts,
      changeAttempts,
      // without the digests of their secrets
      devices: devices.map(({ hash, ...device }) => device),
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
    // each page: a cursor can be made up, so the first one may never have been asked for
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

/** Opaque, so that nobody builds on what is inside. */
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
