/** Audits a command on a deployed table: writes its events to the stage's log with the operator's own credentials. */
import { randomUUID } from 'node:crypto';
import type { RecordAudit } from '../../lambda/identity/operator/record-audit';
import { createAwsClient } from '../../lambda/shared/aws/aws-client';
import * as awsServices from '../../lambda/shared/aws/aws-services';
import { type AwsCredentials, readAwsSettings } from '../../lambda/shared/aws/aws-settings';
import { findCaller } from './find-caller';
import { createLogsAudit } from './write-audit-to-logs';

/** A command on a deployed table. */
export interface DeployedCommand {
  readonly region: string;
  /** Returns credentials that are valid now. */
  readonly credentials: () => Promise<AwsCredentials>;
  readonly logGroup: string;
  readonly tableName: string;
  readonly reason: string;
}

/** Limits of a call. They are generous, because no request waits, and a slow command is better than an incomplete one. */
const LIMITS = { budgetMs: 15_000, attemptMs: 4_000, attempts: 6 };

/** Creates the audit. It first calls AWS when it records the first event. */
export function createDeployedAudit(command: DeployedCommand): RecordAudit {
  const { region, logGroup, tableName, reason } = command;

  /** Returns variables like those of a function, with the region and the credentials that the SDK has found. */
  async function findVariables() {
    const { accessKeyId, secretAccessKey, sessionToken } = await command.credentials();
    return {
      ...process.env,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  }

  return createLogsAudit({
    logGroup,
    now: Date.now,
    connect: async () => createAwsClient(readAwsSettings(awsServices.logs, await findVariables()), LIMITS),
    describeRun: async () => ({
      runId: randomUUID(),
      operator: await findCaller(readAwsSettings(awsServices.sts, await findVariables())),
      reason,
      table: tableName,
    }),
  });
}
