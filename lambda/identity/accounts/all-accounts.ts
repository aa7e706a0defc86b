/** The store that reads all accounts. Only operators use it, because no function may scan the table. */
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { callAws } from '../../shared/sdk/call-aws';
import { type Attributes, toAttributes } from '../../shared/table/attributes';
import { keyPrefixes } from '../../shared/table/key-prefixes';
import { project } from '../../shared/table/project';
import { atTime } from '../email/policy/account-expiry';
import type { Account } from './account';
import { ACCOUNT_ATTRIBUTES, toAccount } from './account-item';

/** A position in the table: the key of the item that was read last. */
export interface TablePosition {
  readonly pk: string;
  readonly sk: string;
}

/** A page of the table. */
export interface AccountPage {
  readonly accounts: readonly Account[];
  /** The number of items read, including items of other kinds. */
  readonly items: number;
  /** Where the next page begins. @default - this is the last page */
  readonly next?: TablePosition;
}

/** Reads all accounts. */
export interface AllAccounts {
  /**
   * Reads the table from after a position, in an order that does not change.
   * @param after the last item of the previous page, or undefined to start at the beginning
   * @param limit the number of items to read, of every kind
   */
  readPage(after: TablePosition | undefined, limit: number): Promise<AccountPage>;
}

/**
 * Creates a reader of the DynamoDB table. Its credentials must allow `dynamodb:Scan`. It leaves out expired
 * accounts.
 * @param now the time in epoch milliseconds. Default: `Date.now`
 */
export function createDynamoAllAccounts(
  client: DynamoDBClient,
  tableName: string,
  now: () => number = Date.now,
): AllAccounts {
  const attributes = ['pk', ...ACCOUNT_ATTRIBUTES];
  return {
    async readPage(after, limit) {
      const scan = new ScanCommand({
        TableName: tableName,
        FilterExpression: 'begins_with(#pk, :prefix)',
        ...project(attributes),
        ExpressionAttributeValues: toAttributes({ ':prefix': keyPrefixes.account }),
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: toAttributes({ ...after }) }),
      });
      const {
        Items = [],
        ScannedCount = 0,
        LastEvaluatedKey,
      } = await callAws((options) => client.send(scan, options));
      return {
        accounts: Items.map((item) =>
          atTime(toAccount(item.pk?.S?.slice(keyPrefixes.account.length) ?? '', item), now()),
        ).filter(({ state }) => state !== 'EXPIRED'),
        items: ScannedCount,
        ...(LastEvaluatedKey && { next: toPosition(LastEvaluatedKey) }),
      };
    },
  };
}

function toPosition({ pk, sk }: Attributes): TablePosition {
  return { pk: pk?.S ?? '', sk: sk?.S ?? '' };
}
