/** Reads the event source mappings from queues to functions. */
import type { AssemblyView, ResourceView } from '../assembly-view';
import type { NotRun } from '../model';
import { toFunctionArn } from '../resolve/physical-names';
import { booleanOf, listOf, numberOf, objectOf, textOf } from '../resolve/property';
import type { EventSource } from './event-source';
import type { QueueDefinition } from './queue-definition';

/** The event sources of an app. */
export interface EventSourcesRead {
  readonly eventSources: readonly EventSource[];
  readonly notRun: readonly NotRun[];
}

/** Reads the mappings whose queue is served. Others are listed in `notRun`. */
export function readEventSources(view: AssemblyView, queues: readonly QueueDefinition[]): EventSourcesRead {
  const notRun: NotRun[] = [];
  const served = new Set(queues.map(({ arn }) => arn));
  const eventSources = view.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const reason = findObstacle(mapping, served);
    if (reason === undefined) return [readOne(view, mapping)];
    notRun.push({ logicalId: mapping.logicalId, type: mapping.type, reason });
    return [];
  });
  return { eventSources, notRun };
}

/** Lists the mappings whose function is not run. */
export function listWithoutFunction(
  eventSources: readonly EventSource[],
  functions: readonly { readonly arn: string }[],
): readonly NotRun[] {
  const run = new Set(functions.map(({ arn }) => arn));
  return eventSources
    .filter(({ functionArn }) => !run.has(functionArn))
    .map(({ logicalId }) => ({
      logicalId,
      type: 'AWS::Lambda::EventSourceMapping',
      reason: 'its function is not run',
    }));
}

function findObstacle(mapping: ResourceView, served: ReadonlySet<string>): string | undefined {
  const properties = mapping.properties();
  if (!served.has(textOf(properties, 'EventSourceArn') ?? '')) {
    return 'only standard queues of the assembly are run as event sources';
  }
  if (properties.Enabled !== undefined && !booleanOf(properties, 'Enabled')) return 'it is disabled';
  // Without its filter, the function would receive messages that it never receives on AWS.
  if (properties.FilterCriteria !== undefined) return 'mappings with FilterCriteria are not run';
  return undefined;
}

/**
 * The defaults are those of `CreateEventSourceMapping` and `CreateFunction`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
function readOne(view: AssemblyView, mapping: ResourceView): EventSource {
  const properties = mapping.properties();
  const scaling = objectOf(properties, 'ScalingConfig');
  const functionArn = toFunctionArn(textOf(properties, 'FunctionName') ?? '', view);
  const fn = view.ofType('AWS::Lambda::Function').find(({ attribute }) => attribute('Arn') === functionArn);
  return {
    logicalId: mapping.logicalId,
    queueArn: textOf(properties, 'EventSourceArn') ?? '',
    functionArn,
    functionTimeoutSeconds: numberOf(fn?.properties() ?? {}, 'Timeout', 3),
    batchSize: numberOf(properties, 'BatchSize', 10),
    batchingWindowSeconds: numberOf(properties, 'MaximumBatchingWindowInSeconds', 0),
    reportsBatchItemFailures: listOf(properties, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    ...(scaling.MaximumConcurrency !== undefined && {
      maximumConcurrency: numberOf(scaling, 'MaximumConcurrency', 2),
    }),
  };
}
