/** The default event bus of a run: delivers an event to the targets of the matching rules. */
import type { InvocationTrace } from '../functions/invocation-trace';
import type { Invoke } from '../functions/invoke';
import { invokeForSource } from '../functions/invoke-for-source';
import { compileInvokePermission } from '../gateway/integrations/invoke-permission';
import type { LocalApp } from '../template/model';
import type { EventBridgeEvent } from './event';
import { matchesEventPattern } from './matches-event-pattern';

/** What happened at one target. */
export interface Delivery {
  /** The logical id of the rule. */
  readonly rule: string;
  /** The ARN of the function. */
  readonly functionArn: string;
  /**
   * `returned`, `failed` and `timed-out` are the results of the function. `denied`: the function has no
   * permission for the rule.
   */
  readonly outcome: 'returned' | 'failed' | 'timed-out' | 'denied';
}

/** An app with running functions. */
export interface EventBus {
  readonly app: Pick<LocalApp, 'eventRules' | 'functions'>;
  readonly invoke: Invoke;
  /** Receives each invocation of a target. */
  onInvocation(trace: InvocationTrace): void;
}

/**
 * Invokes every target of every matching rule once, and waits for the functions. On AWS, Lambda queues the
 * invocation and repeats a failed one twice; here a failure is only reported.
 * @returns one entry for each target; none if no rule matches
 * @throws Error when a pattern has an operator that is not supported
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function publishEvent(
  event: EventBridgeEvent,
  { app, invoke, onInvocation }: EventBus,
): Promise<readonly Delivery[]> {
  const targets = (app.eventRules ?? [])
    .filter(({ pattern }) => matchesEventPattern(pattern, event))
    .flatMap((rule) => rule.functionArns.map((functionArn) => ({ rule, functionArn })));
  return Promise.all(
    targets.map(async ({ rule, functionArn }): Promise<Delivery> => {
      const definition = app.functions.find(({ arn }) => arn === functionArn);
      const delivery = { rule: rule.logicalId, functionArn };
      const mayInvoke = compileInvokePermission(definition, 'events.amazonaws.com');
      if (definition === undefined || !mayInvoke(rule.arn)) return { ...delivery, outcome: 'denied' };
      const { logicalId } = definition;
      const cause = { source: rule.logicalId, logicalId, unit: 'event', records: 1 } as const;
      const result = await invokeForSource({ ...cause, functionArn, event, invoke, onInvocation });
      return { ...delivery, outcome: result.kind };
    }),
  );
}
