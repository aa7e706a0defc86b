/** `npm run mail:check`: asks SES whether the mails of a stage could be sent, and says what to do. */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isAwsCallError } from '../lambda/shared/aws/aws-call-error';
import { clientOptions } from '../lambda/shared/sdk/client-options';
import { parseStageName, stageSettings } from '../lib/stages/stages';
import { type CheckedSender, checkSender } from './mail-check/check-sender';
import { reportFailure } from './report-failure';
import { connectToSes } from './ses/connect-to-ses';
import { UsageError } from './usage-error';

const HELP = `Usage: npm run mail:check -- --stage STAGE [--configuration-set NAME]

Asks SES whether the mails of a stage could be sent: sandbox, sending, identity, DKIM, MAIL FROM and configuration set.
Each line is ok, a note with something to do, or a fault. The exit code is 1 if a mail could not be sent. The command
changes nothing.

  --stage STAGE             stage of lib/stages/stages.ts that has email
  --configuration-set NAME  configuration set that the stack created: stack output MailConfigurationSetName
  --help                    print this text`;

const OPTIONS = {
  stage: { type: 'string' },
  'configuration-set': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** A sender, and its region. Without one it is that of the caller's AWS configuration. */
interface RegionalSender extends CheckedSender {
  readonly region: string | undefined;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  if (values.stage === undefined) throw new UsageError('No stage is given: use --stage STAGE (see --help)');
  // the SDK would print its notice before every output
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  let hasFault = false;
  for (const { region: given, ...sender } of listSenders(values.stage, values['configuration-set'])) {
    const client = new DynamoDBClient({ ...clientOptions, ...(given !== undefined && { region: given }) });
    const region = await client.config.region().catch((cause: unknown) => {
      throw new Error('No AWS region is set: set AWS_REGION to the region of the stack', { cause });
    });
    console.log(`SES in ${region}`);
    const call = await connectToSes(client, region).catch(explain);
    for (const { level, text } of await checkSender(call, sender).catch(explain)) {
      hasFault ||= level === 'fault';
      console.log(`${level.padEnd(5)}  ${text}`);
    }
  }
  if (hasFault) process.exitCode = 1;
}

/** Returns the sender of a stage, and that of its standby. */
function listSenders(stage: string, createdSet: string | undefined): readonly RegionalSender[] {
  const { region, email, standby } = stageSettings(readStage(stage));
  if (!email) throw new UsageError(`The stage ${stage} has no email: choose a stage that sends mails`);
  const { identityArn, configurationSetName: configurationSet = createdSet } = email;
  const sender = { region, identity: identityOf(identityArn), configurationSet };
  if (standby?.emailIdentityArn === undefined) return [sender];
  const identity = identityOf(standby.emailIdentityArn);
  // the stack of each region creates a set of its own
  const { configurationSetName } = email;
  return [sender, { region: standby.region, identity, configurationSet: configurationSetName }];
}

function readStage(stage: string) {
  try {
    return parseStageName(stage);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const identityOf = (arn: string) => arn.split(':identity/').at(-1) ?? '';

/** @throws Error with what to do, for credentials that are missing or not accepted */
function explain(error: unknown): never {
  if (error instanceof Error && error.name === 'CredentialsProviderError') {
    const text = error.message.replace(/\.?$/, '');
    throw new Error(`${text}: sign in to AWS, or set AWS_PROFILE`, { cause: error });
  }
  if (isAwsCallError(error) && error.kind === 'denied') {
    throw new Error(`AWS does not accept your credentials (${error.reason}): sign in again`, {
      cause: error,
    });
  }
  throw error;
}

main().catch(reportFailure('mail:check'));
