/** Reads one item of a DynamoDB table without an SDK. */
import type { AwsClient } from './aws-client';

/** A value in DynamoDB's JSON, of the types that these reads use. */
export interface AttributeValue {
  readonly S?: string;
  /** A number as text. */
  readonly N?: string;
}

/** The item to read, and its attributes. */
export interface GetItemQuery {
  readonly tableName: string;
  readonly pk: string;
  readonly sk: string;
  /**
   * The attributes to read. The caller's role may have access to only these. None may be a DynamoDB reserved
   * word.
   */
  readonly attributes: readonly string[];
}

/**
 * Reads the named attributes of one item with a strongly consistent read. Returns undefined if the item does
 * not exist.
 *
 * @throws AwsCallError
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
 */
export async function getItem(
  client: AwsClient,
  query: GetItemQuery,
): Promise<Readonly<Record<string, AttributeValue>> | undefined> {
  const { Item } = await client.call('GetItem', {
    TableName: query.tableName,
    Key: { pk: { S: query.pk }, sk: { S: query.sk } },
    ConsistentRead: true,
    ProjectionExpression: query.attributes.join(', '),
  });
  return Item as Readonly<Record<string, AttributeValue>> | undefined;
}
