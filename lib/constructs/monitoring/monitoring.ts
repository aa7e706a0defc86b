/** What somebody on call sees of an API: metrics, alarms, a dashboard and saved queries. */
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageFunctions } from '../../routes/features';
import type { RestApi } from '../api/rest-api';
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

/** What Monitoring is made with. */
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
  /** The region of the table's replica. @default - there is none */
  readonly replicaRegion?: string | undefined;
  /** The SNS topic that alarms are told to. @default - nobody is told */
  readonly alarmTopicArn?: string | undefined;
  /** Whether the newest version of each function is watched by itself. */
  readonly watchVersions: boolean;
  /** Forwards security events. @default - nothing does */
  readonly forwarder?: lambda.IFunction | undefined;
}

/** Everything that watches. */
export class Monitoring extends Construct {
  private readonly alarms: ApiAlarms;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { name, stageName, api, functions, table, signingKeys, forwarder } = props;
    const logGroups = {
      auth: functions.auth.logGroup,
      authorizer: functions.authorizer.logGroup,
      ...(functions.foo && { foo: functions.foo.logGroup }),
      discovery: functions.discovery.logGroup,
    };
    const events = new EventMetrics(this, 'Events', { namespace: name, sources: logGroups });
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
    });
    new ApiDashboard(this, 'Dashboard', { metrics, events, alarms: alarms.all });
    new SavedQueries(this, 'Queries', {
      folder: name,
      queries: logQueries,
      logGroups: { ...logGroups, access: api.accessLog },
    });
    this.alarms = alarms;
  }

  /** Alarms that tell of a bad version of a function and that no caller can set off. */
  rollbackAlarmsOf(name: string): readonly cloudwatch.IAlarm[] {
    return this.alarms.rollbackOf(name);
  }
}

/** Whether Lambda counts no more than a function's own faults. An authorizer throws for every bad token. */
function isService(name: string): boolean {
  return name !== 'authorizer';
}
