/** Reads what a mail needs to know of an account. The function has no access to the rest of it. */

import { type AccountState, accountStates } from '../identity/accounts/account';
import { type PendingEmail, toPendingEmail } from '../identity/email/account-email';
import type { AwsClient } from '../shared/aws/aws-client';
import { type Attributes, readNumber, readText } from '../shared/table/attributes';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { project } from '../shared/table/project';
import { assertReadable } from '../shared/table/schema-version';

/** What a mail needs to know of an account. */
export interface Recipient {
  readonly state: AccountState;
  readonly username: string;
  readonly securityVersion: number;
  /** The normalized address that the account claims. @default - none */
  readonly email?: string | undefined;
  /** The same address as its owner wrote it. @default - none */
  readonly shownEmail?: string | undefined;
  /** Set when an earlier mail to that address came back, or its owner complained. @default - deliverable */
  readonly isUndeliverable?: true;
  /** @default - none */
  readonly pendingEmail?: PendingEmail | undefined;
}

/** Reads accounts and the pointers of addresses. Its reads are strongly consistent. */
export interface Recipients {
  /** Returns undefined when the account does not exist. @throws AwsCallError */
  find(sub: string): Promise<Recipient | undefined>;
  /**
   * Returns whether an account other than `sub` has the address. Its pointer must lead to that account, and
   * the account must claim the address.
   * @throws AwsCallError
   */
  isTaken(address: string, sub: string): Promise<boolean>;
}

/** The subject of errors about missing attributes. */
const OWNER = 'The account of a mail';

const ACCOUNT_ATTRIBUTES = ['state', 'username', 'securityVersion', 'email', 'pendingEmail', 'v'] as const;
const POINTER_ATTRIBUTES = ['sub', 'v'] as const;

/** Creates a reader of the table. */
export function createRecipients(dynamodb: AwsClient, tableName: string): Recipients {
  async function read(
    key: { readonly pk: string; readonly sk: string },
    attributes: readonly string[],
  ): Promise<Attributes | undefined> {
    const { Item: item } = await dynamodb.call('GetItem', {
      TableName: tableName,
      Key: { pk: { S: key.pk }, sk: { S: key.sk } },
      ConsistentRead: true,
      ...project(attributes),
    });
    if (item === undefined) return undefined;
    const found = item as Attributes;
    assertReadable(found.v?.N);
    return found;
  }

  async function find(sub: string): Promise<Recipient | undefined> {
    const item = await read({ pk: keyPrefixes.account + sub, sk: 'ACCOUNT' }, ACCOUNT_ATTRIBUTES);
    return item && toRecipient(item);
  }

  return {
    find,
    async isTaken(address, sub) {
      const pointer = await read({ pk: keyPrefixes.email + address, sk: 'EMAIL' }, POINTER_ATTRIBUTES);
      const owner = pointer?.sub?.S;
      if (owner === undefined || owner === sub) return false;
      return (await find(owner))?.email === address;
    },
  };
}

function toRecipient(item: Attributes): Recipient {
  return {
    // An unknown state of a newer release counts as disabled.
    state: accountStates.find((state) => state === item.state?.S) ?? 'DISABLED',
    username: readText(item, 'username', OWNER),
    securityVersion: readNumber(item, 'securityVersion', OWNER),
    email: item.email?.M?.address?.S,
    shownEmail: item.email?.M?.shown?.S,
    ...(item.email?.M?.undeliverable && { isUndeliverable: true }),
    pendingEmail: item.pendingEmail?.M && toPendingEmail(item.pendingEmail.M),
  };
}
