/** Gives functions the local URLs of queues. */

import type { FunctionDefinition } from '../template/model';
import type { QueueDefinition } from '../template/queues/queue-definition';
import { createLocaliser } from '../template/resolve/local-origin';

/**
 * Replaces the URLs of queues in the environments of functions. The AWS SDK sends a call to the host of the
 * queue's URL, not to `AWS_ENDPOINT_URL`: with the URL on AWS it would leave this machine.
 * @param endpoint the local AWS endpoint, such as `http://127.0.0.1:41234`
 */
export function withQueueUrls(
  definitions: readonly FunctionDefinition[],
  queues: readonly QueueDefinition[],
  endpoint: string,
): readonly FunctionDefinition[] {
  if (queues.length === 0) return definitions;
  const localise = createLocaliser(
    queues.map(({ url }) => ({ url, origin: endpoint + new URL(url).pathname })),
  );
  return definitions.map((definition) => ({
    ...definition,
    environment: Object.fromEntries(
      Object.entries(definition.environment).map(([name, value]) => [name, localise(value)]),
    ),
  }));
}
