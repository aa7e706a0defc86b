/** What a deploy prints of a stage. */
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as logs from 'aws-cdk-lib/aws-logs';

/** What the outputs are read from. */
export interface OutputSources {
  readonly table: dynamodb.ITable;
  readonly authLogGroup: logs.ILogGroup;
  /** Where the API is, with its base path. */
  readonly apiUrl: string;
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** Where the public keys are. */
  readonly jwksUri: string;
}

/** Adds the outputs; operators' commands and the workflows read them by name. */
export function addOutputs(
  stack: Stack,
  { table, authLogGroup, apiUrl, issuer, jwksUri }: OutputSources,
): void {
  const add = (id: string, value: string, description: string) =>
    new CfnOutput(stack, id, { value, description });
  add('TableName', table.tableName, 'Where accounts are: for --table of the commands');
  add(
    'AuthLogGroupName',
    authLogGroup.logGroupName,
    "The log of auth, where operators' commands are audited: for --log-group of the commands",
  );
  add('ApiUrl', apiUrl, 'Where the API is');
  add('Issuer', issuer, 'The iss of its tokens');
  add('JwksUri', jwksUri, 'The public keys of its tokens');
}
