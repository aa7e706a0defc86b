/** The monitoring of an API for on-call operators: metrics, alarms, a dashboard and saved queries. */
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageFunctions } from '../../routes/features';
import type { RestApi } from '../api/rest-api';
import type { MailDelivery } from '../email/mail-delivery';
import type { KeyNames } from '../keys/replicable-key';
import type { SigningKeys } from '../keys/signing-keys';
import type { LogStorage } from '../logging/log-group';
import type { IdentityTable } from '../storage/identity-table';
import { ApiAlarms } from './api-alarms';
import { ApiDashboard } from './api-dashboard';
import { ApiMetrics } from './api-metrics';
import { EventMetrics } from './event-metrics';
import { KeyEvents } from './key-events';
import { logQueries } from './log-queries';
import { SavedQueries } from './saved-queries';

/** The properties of `Monitoring`. */
export interface MonitoringProps extends LogStorage {
  /** The namespace of metrics and the folder of queries, which no other stack of the account uses. */
  readonly name: string;
  /** The literal name of the API's stage. */
  readonly stageName: string;
  readonly api: RestApi;
  readonly functions: StageFunctions;
  readonly table: IdentityTable;
  readonly signingKeys: SigningKeys;
  /** The stage's other keys. */
  readonly otherKeys: readonly KeyNames[];
  /** The region of the table's replica. @default - the table has no replica */
  readonly replicaRegion?: string | undefined;
  /** The SNS topic that receives the alarms' notifications. @default - no notifications */
  readonly alarmTopicArn?: string | undefined;
  /** Whether the newest version of each function is watched separately. */
  readonly watchVersions: boolean;
  /** The function that forwards security events. @default - security events are not forwarded */
  readonly forwarder?: lambda.IFunction | undefined;
  /** The delivery of mails. @default - the stage sends no mails */
  readonly mail?: MailDelivery | undefined;
  /** Whether accounts may have passkeys. @default false */
  readonly hasPasskeys?: boolean;
  /** Whether apps may receive codes. @default false */
  readonly hasPages?: boolean;
}

/** All monitoring of one API. */
export class Monitoring extends Construct {
  private readonly alarms: ApiAlarms;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const {
      name,
      stageName,
      api,
      functions,
      table,
      signingKeys,
      forwarder,
      mail,
      hasPasskeys = false,
      hasPages = false,
    } = props;
    const hasFactors = functions.factors !== undefined;
    const logGroups = {
      auth: functions.auth.logGroup,
      authorizer: functions.authorizer.logGroup,
      ...(functions.foo && { foo: functions.foo.logGroup }),
      discovery: functions.discovery.logGroup,
      ...(functions.mail && { mail: functions.mail.logGroup }),
      ...(functions['mail-feedback'] && { mailFeedback: functions['mail-feedback'].logGroup }),
      ...(functions.factors && { factors: functions.factors.logGroup }),
    };
    const events = new EventMetrics(this, 'Events', {
      namespace: name,
      sources: logGroups,
      hasPasskeys,
      hasPages,
    });
    const metrics = new ApiMetrics({
      api: api.api,
      stageName,
      functions,
      table: table.table,
      replicaRegion: props.replicaRegion,
      signingKeyArn: signingKeys.signing.keyArn,
    });
    const keyEvents = new KeyEvents(this, 'KeyEvents', {
      logRetention: props.logRetention,
      retainData: props.retainData,
      logEncryptionKey: props.logEncryptionKey,
      keys: [...signingKeys.all, ...props.otherKeys],
      signers: [functions.auth.role.roleArn],
    });
    const alarms = new ApiAlarms(this, 'Alarms', {
      metrics,
      events,
      keyEvents: keyEvents.count(),
      ...(props.watchVersions && { watchedVersions: Object.keys(functions).filter(isService) }),
      topicArn: props.alarmTopicArn,
      forwardingErrors: forwarder?.metricErrors(),
      mail,
      hasFactors,
    });
    new ApiDashboard(this, 'Dashboard', {
      metrics,
      events,
      alarms: alarms.all,
      mail,
      hasFactors,
      hasPasskeys,
    });
    new SavedQueries(this, 'Queries', {
      folder: name,
      queries: logQueries,
      logGroups: { ...logGroups, access: api.accessLog },
    });
    this.alarms = alarms;
  }

  /** Returns the alarms that report a bad version of a function. Callers cannot trigger them. */
  rollbackAlarmsOf(name: string): readonly cloudwatch.IAlarm[] {
    return this.alarms.rollbackOf(name);
  }
}

/** Returns whether Lambda's error metric counts only the function's own failures. An authorizer throws for every invalid token. */
function isService(name: string): boolean {
  return name !== 'authorizer';
}
