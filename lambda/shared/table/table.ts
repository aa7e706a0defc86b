/** Reads and writes of single items of one table, for stores in files on demand. */
import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Attributes } from './attributes';
import { type ConditionalWrite, conditionalWrite } from './conditional-write';
import { readPages } from './partition';
import { readItem } from './read-item';

/**
 * Reads and writes single items. The bundle creates it. Stores that take it over contain nothing of the SDK, so that
 * a file on demand is small, and its errors are of the classes that the bundle knows.
 */
export interface Table {
  /**
   * Reads an item with a strongly consistent read. Returns undefined if it does not exist.
   * @param attributes the only attributes to read
   * @throws DependencyUnavailableError
   */
  read(key: Attributes, attributes: readonly string[]): Promise<Attributes | undefined>;
  /**
   * Reads a partition page by page. The reads are strongly consistent.
   * @param attributes the only attributes to read, of which `sk` is one
   * @throws DependencyUnavailableError
   */
  readPages(pk: string, attributes: readonly string[]): AsyncIterable<readonly Attributes[]>;
  /** @throws DependencyUnavailableError */
  put(input: Omit<PutItemCommandInput, 'TableName'>): Promise<ConditionalWrite>;
  /** @throws DependencyUnavailableError */
  update(input: Omit<UpdateItemCommandInput, 'TableName'>): Promise<ConditionalWrite>;
  /** @throws DependencyUnavailableError */
  delete(input: Omit<DeleteItemCommandInput, 'TableName'>): Promise<ConditionalWrite>;
}

/** Creates the operations on a table. */
export function createTable(client: DynamoDBClient, tableName: string): Table {
  const TableName = tableName;
  return {
    read: (key, attributes) => readItem(client, tableName, key, attributes),
    readPages: (pk, attributes) => readPages(client, tableName, { pk, attributes }),
    put: (input) => conditionalWrite(client, new PutItemCommand({ TableName, ...input })),
    update: (input) => conditionalWrite(client, new UpdateItemCommand({ TableName, ...input })),
    delete: (input) => conditionalWrite(client, new DeleteItemCommand({ TableName, ...input })),
  };
}
