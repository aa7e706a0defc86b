/** Returns the approximate number of items in a table. */
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { callAws } from '../../lambda/shared/sdk/call-aws';

/** Returns DynamoDB's item count, which DynamoDB updates about every six hours; 0 if it is unknown. */
export async function countItems(client: DynamoDBClient, tableName: string): Promise<number> {
  const command = new DescribeTableCommand({ TableName: tableName });
  const { Table } = await callAws((options) => client.send(command, options));
  return Table?.ItemCount ?? 0;
}
