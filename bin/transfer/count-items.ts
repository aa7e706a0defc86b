/** Tells about how many items a table has. */
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { callAws } from '../../lambda/shared/sdk/call-aws';

/** @returns a number that DynamoDB brings up to date every six hours or so; 0: it is not known */
export async function countItems(client: DynamoDBClient, tableName: string): Promise<number> {
  const command = new DescribeTableCommand({ TableName: tableName });
  const { Table } = await callAws((options) => client.send(command, options));
  return Table?.ItemCount ?? 0;
}
