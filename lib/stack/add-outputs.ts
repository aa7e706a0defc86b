/** The outputs of a stage's stack, which a deployment prints. */
import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { MailDelivery } from '../constructs/email/mail-delivery';
import type { FactorKey } from '../constructs/keys/factor-key';

/** The sources of the outputs. */
export interface OutputSources {
  readonly table: dynamodb.ITable;
  readonly authLogGroup: logs.ILogGroup;
  /** The API's URL, with its base path. */
  readonly apiUrl: string;
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** The URL of the public keys. */
  readonly jwksUri: string;
  /** @default - the stage sends no mails */
  readonly mailDelivery?: Pick<MailDelivery, 'queueUrl'> | undefined;
  /** @default - the stage has no second factors */
  readonly factorKey?: Pick<FactorKey, 'keyId'> | undefined;
}

/** Adds the outputs. The operators' commands and the workflows read them by name. */
export function addOutputs(
  stack: Stack,
  { table, authLogGroup, apiUrl, issuer, jwksUri, mailDelivery, factorKey }: OutputSources,
): void {
  const add = (id: string, value: string, description: string) =>
    new CfnOutput(stack, id, { value, description });
  add('TableName', table.tableName, 'The table of accounts, for the option --table of the commands');
  add(
    'AuthLogGroupName',
    authLogGroup.logGroupName,
    'The log of auth, for the option --log-group of the commands',
  );
  add('ApiUrl', apiUrl, 'The base URL of the API');
  add('Issuer', issuer, 'The issuer of its tokens');
  add('JwksUri', jwksUri, 'The public keys of its tokens');
  if (mailDelivery) {
    add(
      'MailQueueUrl',
      mailDelivery.queueUrl,
      'The queue of mails, for the option --mail-queue of the commands',
    );
  }
  if (factorKey) {
    const purpose = 'The key of authenticator apps, for the option --factor-key of the commands';
    add('FactorKeyId', factorKey.keyId, purpose);
  }
}
