/** The store of marks on e-mail addresses whose mails come back. It reads and writes nothing else of an account. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../../shared/table/attributes';
import { readItem } from '../../../shared/table/read-item';
import { assertReadable } from '../../../shared/table/schema-version';
import type { Account } from '../../accounts/account';
import { accountKey } from '../../accounts/account-item';
import { createAccountUpdate } from '../../accounts/update-account';
import { type AccountEmail, type PendingEmail, readEmails } from '../account-email';
import type { Undeliverable } from './undeliverable';

/** The addresses of an account. */
export interface MarkedEmails {
  /** @default - the account has no address */
  readonly email?: AccountEmail;
  /** @default - no address waits for its code */
  readonly pendingEmail?: PendingEmail;
}

type Sub = Pick<Account, 'sub'>;

/** Stores the marks. */
export interface UndeliverableEmails {
  /** Returns undefined when the account does not exist. */
  find(account: Sub): Promise<MarkedEmails | undefined>;
  /**
   * Marks the address in use, unless it has a mark.
   * @returns false when it has another mark, or was verified again, replaced or removed since it was read
   */
  mark(account: Sub, email: Pick<AccountEmail, 'verifiedBy'>, mark: Undeliverable): Promise<boolean>;
  /**
   * Removes the mark.
   * @returns false when the address was verified again, replaced or removed since it was read
   */
  clear(account: Sub, email: Pick<AccountEmail, 'verifiedBy'>): Promise<boolean>;
}

/** The attributes that are read, and with the keys the only ones that a write names. */
const ATTRIBUTES = ['email', 'pendingEmail', 'v'] as const;

/** Whether the address in use is still the one that was read. */
const isSame = '#email.#by = :by';
const emailNames = { '#email': 'email', '#by': 'verifiedBy', '#mark': 'undeliverable' };

/** Creates a store in the DynamoDB table. */
export function createDynamoUndeliverableEmails(
  client: DynamoDBClient,
  tableName: string,
): UndeliverableEmails {
  const updateIf = createAccountUpdate(client, tableName);

  async function find({ sub }: Sub): Promise<MarkedEmails | undefined> {
    const item = await readItem(client, tableName, accountKey(sub), ATTRIBUTES);
    if (!item) return undefined;
    assertReadable(item.v?.N);
    const { email, pendingEmail } = readEmails(item);
    return { ...(email && { email }), ...(pendingEmail && { pendingEmail }) };
  }

  return {
    find,

    async mark(account, { verifiedBy }, mark) {
      const updated = await updateIf(account, {
        ConditionExpression: `${isSame} AND attribute_not_exists(#email.#mark)`,
        UpdateExpression: 'SET #email.#mark = :mark',
        ExpressionAttributeNames: emailNames,
        ExpressionAttributeValues: toAttributes({ ':by': verifiedBy, ':mark': { ...mark } }),
      });
      if (updated) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      const email = (await find(account))?.email;
      return email?.verifiedBy === verifiedBy && email.undeliverable?.at === mark.at;
    },

    async clear(account, { verifiedBy }) {
      const updated = await updateIf(account, {
        ConditionExpression: isSame,
        UpdateExpression: 'REMOVE #email.#mark',
        ExpressionAttributeNames: emailNames,
        ExpressionAttributeValues: toAttributes({ ':by': verifiedBy }),
      });
      return updated !== undefined;
    },
  };
}
