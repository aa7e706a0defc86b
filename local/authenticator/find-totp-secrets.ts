/**
 * Finds the secrets of authenticator apps that the tables of a run hold. It knows no app: a secret is an attribute that
 * the local KMS has encrypted with the pair `purpose: totp` in its encryption context. So it also finds what an import
 * or an earlier run has stored, and it stops to find what the app has deleted. Notes about calls of `Encrypt` could do
 * neither without a second file of secrets.
 */
import { createHash } from 'node:crypto';
import type { DynamoStore } from '../aws/dynamodb/store';
import { decrypt, readLabel } from '../aws/kms/ciphertext';
import { findKeySpec } from '../aws/kms/key-specs';
import type { KeyStore } from '../aws/kms/key-store';
import type { LocalApp } from '../template/model';
import type { TableDefinition } from '../template/table-definition';

/** The secret of an authenticator app. */
export interface TotpSecret {
  /** The value of `factor` in the encryption context. @default - a digest of the ciphertext */
  readonly id: string;
  /**
   * The attribute `username` of the item whose partition key ends with the value of `sub` in the encryption context.
   * @default - the value of `sub`
   */
  readonly username: string;
  /** The attribute `name` of the secret's item. @default - empty */
  readonly name: string;
  readonly secret: Buffer;
  /** Whether its item expires: the app waits for the first code. */
  readonly isPending: boolean;
}

/** What is searched. */
export interface TotpSecretSources {
  readonly app: Pick<LocalApp, 'functions' | 'tables' | 'keys'>;
  readonly store: Pick<DynamoStore, 'perform'>;
  readonly keys: Pick<KeyStore, 'materialOf'>;
  /** The time in epoch milliseconds. Items that have expired by then are left out. */
  readonly now: number;
}

/** A value in DynamoDB's JSON. */
type Value = { readonly S?: string; readonly B?: string; readonly N?: string };
type Item = Readonly<Record<string, Value | undefined>>;

/** A secret as it is stored. */
interface Sealed extends Omit<TotpSecret, 'username' | 'secret'> {
  readonly ciphertext: Buffer;
  readonly keyId: string;
  readonly context: ReadonlyMap<string, string>;
  /** The attribute `createdAt` of its item, for the order. */
  readonly createdAt: number;
}

/** An item that names a user, by its partition key. */
type Usernames = Map<string, string>;

const PURPOSE = 'totp';

const ENCRYPTING: ReadonlySet<unknown> = new Set(['kms:Encrypt', 'kms:*', '*']);

/** Returns the secrets, the newest first. */
export async function findTotpSecrets(sources: TotpSecretSources): Promise<readonly TotpSecret[]> {
  const { app, store, now } = sources;
  // an app that cannot have any needs no scan
  if (!canEncrypt(app)) return [];
  const found: Sealed[] = [];
  const usernames: Usernames = new Map();
  for (const table of app.tables) {
    const partitionKey = table.keySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
    for await (const item of readItems(store, table)) {
      const { [partitionKey]: partition, username } = item;
      if (partition?.S !== undefined && username?.S !== undefined) usernames.set(partition.S, username.S);
      if (!hasExpired(item, table, now)) found.push(...findSealed(item, table));
    }
  }
  found.sort((one, other) => other.createdAt - one.createdAt);
  const opened = await Promise.all(found.map((sealed) => open(sealed, sources, usernames)));
  return opened.flatMap((secret) => secret ?? []);
}

/** Whether a function of an app may encrypt with KMS. A key of the log groups alone does not count. */
export function canEncrypt({ functions }: Pick<LocalApp, 'functions'>): boolean {
  const statements = functions.flatMap(({ rolePolicies }) =>
    rolePolicies.flatMap(({ Statement }) => [Statement].flat()),
  );
  return statements.some(({ Action = [] }) => [Action].flat().some((action) => ENCRYPTING.has(action)));
}

async function* readItems(
  store: Pick<DynamoStore, 'perform'>,
  { name }: TableDefinition,
): AsyncGenerator<Item> {
  let start: unknown;
  do {
    const page = (await store.perform('Scan', {
      TableName: name,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    })) as { readonly Items?: readonly Item[]; readonly LastEvaluatedKey?: unknown };
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

function expiryOf(item: Item, { ttlAttribute }: TableDefinition): number | undefined {
  const seconds = ttlAttribute === undefined ? undefined : item[ttlAttribute]?.N;
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

function hasExpired(item: Item, table: TableDefinition, now: number): boolean {
  return (expiryOf(item, table) ?? Number.POSITIVE_INFINITY) <= now;
}

function findSealed(item: Item, table: TableDefinition): readonly Sealed[] {
  return Object.values(item).flatMap((value) => {
    const text = value?.S ?? value?.B;
    const ciphertext = Buffer.from(text ?? '', 'base64');
    const label = readLabel(ciphertext);
    if (label?.context.get('purpose') !== PURPOSE) return [];
    return [
      {
        ...label,
        ciphertext,
        id: label.context.get('factor') || createHash('sha256').update(ciphertext).digest('hex').slice(0, 16),
        name: item.name?.S ?? '',
        isPending: expiryOf(item, table) !== undefined,
        createdAt: Number(item.createdAt?.N ?? 0),
      },
    ];
  });
}

/** Returns undefined for a ciphertext that no key of the app decrypts, such as one that was changed. */
async function open(
  { ciphertext, keyId, context, id, name, isPending }: Sealed,
  { app, keys }: TotpSecretSources,
  usernames: Usernames,
): Promise<TotpSecret | undefined> {
  const key = app.keys.find((each) => each.keyId === keyId);
  const spec = key && findKeySpec(key.spec);
  if (spec?.kind !== 'symmetric') return undefined;
  const sub = context.get('sub') ?? '';
  const [, username = sub] =
    [...usernames].find(([partition]) => sub !== '' && partition.endsWith(sub)) ?? [];
  try {
    const secret = decrypt(await keys.materialOf(keyId, spec), ciphertext, context);
    return { id, username, name, secret, isPending };
  } catch {
    return undefined;
  }
}
