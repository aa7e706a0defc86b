/**
 * The handler of the function that CodeDeploy calls before a new version receives requests. It creates
 * everything once, when Lambda loads it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { deploymentCheckEvents } from '../events';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createLog } from '../shared/log';
import { checkVersion } from './check-version';
import { invokeVersion } from './invoke-version';

const version = process.env.VERSION_ARN;
if (!version) throw new Error('Missing or malformed environment variables: VERSION_ARN');

const lambda = readAwsSettings(awsServices.lambda, process.env);

export const handler = checkVersion({
  version,
  invoke: (event) => invokeVersion(lambda, version, event),
  // No user waits for it.
  codedeploy: createAwsClient(readAwsSettings(awsServices.codedeploy, process.env), {
    budgetMs: 10_000,
    attemptMs: 3_000,
  }),
  log: createLog(deploymentCheckEvents),
  now: Date.now,
  sleep,
});
