/** Reads one item of a DynamoDB table without an SDK. */
import type { AwsClient } from './aws-client';

/** A value in DynamoDB's JSON, of the types that the table uses for what is read this way. */
export interface AttributeValue {
  readonly S?: string;
  /** A number, as text. */
  readonly N?: string;
}

/** Which item, and what of it. */
export interface GetItemQuery {
  readonly tableName: string;
  readonly pk: string;
  readonly sk: string;
  /** The attributes to read: the caller's role may be allowed these alone. None may be a reserved word of DynamoDB. */
  readonly attributes: readonly string[];
}

/**
 * Reads named attributes of one item, strongly consistent; undefined when there is no such item.
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
