/** Adds monitoring, event forwarding and canary deployments to a stage's stack. */
import type { Stack } from 'aws-cdk-lib';
import type { LogStorage } from '../../constructs/logging/log-group';
import { CanaryDeployment } from '../../constructs/monitoring/canary-deployment';
import { Monitoring, type MonitoringProps } from '../../constructs/monitoring/monitoring';
import { SecurityEventForwarder } from '../../constructs/monitoring/security-event-forwarder';
import type { StageSettings } from '../../stages/stage-settings';

/** The watched parts of a stack, and how it is watched. */
export interface OperationProps
  extends Pick<
    MonitoringProps,
    'api' | 'table' | 'signingKeys' | 'otherKeys' | 'functions' | 'stageName' | 'replicaRegion' | 'mail'
  > {
  readonly settings: StageSettings;
  readonly logStorage: LogStorage;
}

/** Adds what the settings ask for. */
export function addOperation(stack: Stack, { settings, logStorage, ...parts }: OperationProps): void {
  const { auth, authorizer, 'mail-feedback': mailFeedback, factors } = parts.functions;
  const forwarder =
    settings.securityEventBusArn === undefined
      ? undefined
      : new SecurityEventForwarder(stack, 'SecurityEvents', {
          ...logStorage,
          eventBusArn: settings.securityEventBusArn,
          sources: {
            Auth: auth.logGroup,
            Authorizer: authorizer.logGroup,
            ...(mailFeedback && { MailFeedback: mailFeedback.logGroup }),
            ...(factors && { Factors: factors.logGroup }),
          },
        });
  if (!settings.monitoring) return;
  const canary = settings.deployment === 'canary';
  const monitoring = new Monitoring(stack, 'Monitoring', {
    ...parts,
    ...logStorage,
    watchVersions: canary,
    name: stack.stackName,
    alarmTopicArn: settings.alarmTopicArn,
    forwarder: forwarder?.function,
    hasPasskeys: settings.passkeys !== undefined,
    hasPages: settings.pages !== undefined,
  });
  if (canary) {
    new CanaryDeployment(stack, 'Canary', {
      ...logStorage,
      functions: parts.functions,
      alarmsOf: (name) => monitoring.rollbackAlarmsOf(name),
    });
  }
}
