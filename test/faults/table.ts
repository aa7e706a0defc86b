/** The table of a local run, accessed as developers' commands access it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttributeValue,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { EndpointFile } from '../../local/state/endpoint-file';

/** An item in DynamoDB's JSON. */
export type Item = Record<string, AttributeValue>;

/** A table. */
export interface Table {
  readPartition(pk: string): Promise<readonly Item[]>;
  readAll(): Promise<readonly Item[]>;
  put(item: Item): Promise<void>;
  /** Sets attributes of an item, and creates the item if it does not exist. */
  set(key: { readonly pk: string; readonly sk: string }, attributes: Item): Promise<void>;
  close(): void;
}

/**
 * Opens the only table of the only local run of a project.
 * @param folder the project folder of the local run
 */
export function openTable(folder: string): Table {
  const endpoints = join(folder, '.local', 'endpoints');
  const [file = ''] = readdirSync(endpoints);
  const { endpoint, accessKeyId, secretAccessKey, tables }: EndpointFile = JSON.parse(
    readFileSync(join(endpoints, file), 'utf8'),
  );
  const [TableName] = Object.values(tables);
  const credentials = { accessKeyId, secretAccessKey };
  const client = new DynamoDBClient({ endpoint, credentials, region: 'us-east-1' });
  return {
    readPartition: async (pk) => {
      const query = new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
      });
      return (await client.send(query)).Items ?? [];
    },
    readAll: async () => {
      const items: Item[] = [];
      for await (const page of paginateScan({ client }, { TableName })) items.push(...(page.Items ?? []));
      return items;
    },
    put: async (item) => {
      await client.send(new PutItemCommand({ TableName, Item: item }));
    },
    set: async ({ pk, sk }, attributes) => {
      const names = Object.keys(attributes);
      const update = new UpdateItemCommand({
        TableName,
        Key: { pk: { S: pk }, sk: { S: sk } },
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
        ),
      });
      await client.send(update);
    },
    close: () => client.destroy(),
  };
}
