/** Reads the EventBridge rules for events of SES, the only service whose events the local run publishes. */
import { matchesEventPattern } from '../../events/matches-event-pattern';
import type { AssemblyView, ResourceView } from '../assembly-view';
import type { NotRun } from '../model';
import { toFunctionArn } from '../resolve/physical-names';
import { listOf, objectOf, type Properties, textOf } from '../resolve/property';
import type { EventRule } from './event-rule';

/** The rules of an app. */
export interface EventRulesRead {
  readonly rules: readonly EventRule[];
  /** The rules, and the targets of rules, that are not run. */
  readonly notRun: readonly NotRun[];
}

/** Reads the rules. */
export function readEventRules(view: AssemblyView): EventRulesRead {
  const rules: EventRule[] = [];
  const notRun: NotRun[] = [];
  for (const resource of view.ofType('AWS::Events::Rule')) {
    const { logicalId, type } = resource;
    const properties = resource.properties();
    const reason = findReason(properties);
    if (reason !== undefined) {
      notRun.push({ logicalId, type, reason });
      continue;
    }
    const functionArns: string[] = [];
    for (const target of listOf<Properties>(properties, 'Targets')) {
      const arn = textOf(target, 'Arn') ?? '';
      const faulty = findTargetReason(target, arn);
      if (faulty === undefined) functionArns.push(toFunctionArn(arn, view));
      else notRun.push({ logicalId, type, reason: faulty });
    }
    rules.push(describeRule(resource, functionArns));
  }
  return { rules, notRun };
}

function describeRule(resource: ResourceView, functionArns: readonly string[]): EventRule {
  return {
    logicalId: resource.logicalId,
    arn: resource.attribute('Arn'),
    pattern: objectOf(resource.properties(), 'EventPattern'),
    functionArns,
  };
}

function findReason(properties: Properties): string | undefined {
  if (textOf(properties, 'State') === 'DISABLED') return 'it is disabled';
  if (properties.EventPattern === undefined) return 'schedules are not run';
  const bus = textOf(properties, 'EventBusName') ?? 'default';
  if (bus !== 'default' && !bus.endsWith(':event-bus/default')) return 'only the default event bus is run';
  const { source } = objectOf(properties, 'EventPattern');
  return source === undefined ? undefined : findSourceReason(source);
}

function findSourceReason(source: unknown): string | undefined {
  try {
    return matchesEventPattern(source, 'aws.ses') ? undefined : 'only events of SES occur in the local run';
  } catch (error) {
    return `its pattern is not supported: ${(error as Error).message}`;
  }
}

function findTargetReason(target: Properties, arn: string): string | undefined {
  if (!/^arn:[^:]+:lambda:/.test(arn)) return `its target ${arn} is not a function`;
  const changed = ['Input', 'InputPath', 'InputTransformer'].find((name) => target[name] !== undefined);
  return changed === undefined ? undefined : `the ${changed} of its target is not supported`;
}
