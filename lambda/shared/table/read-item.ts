/** Reads one item of the table. */
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { callAws } from '../sdk/call-aws';
import type { Attributes } from './attributes';
import { project } from './project';

/**
 * Reads an item with a strongly consistent read. Returns undefined if it does not exist.
 * @param attributes the only attributes to read
 */
export async function readItem(
  client: DynamoDBClient,
  tableName: string,
  key: Attributes,
  attributes: readonly string[],
): Promise<Attributes | undefined> {
  const get = new GetItemCommand({
    TableName: tableName,
    Key: key,
    ConsistentRead: true,
    ...project(attributes),
  });
  return (await callAws((options) => client.send(get, options))).Item;
}
