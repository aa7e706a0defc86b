/** Creates custom resources under the roles of their functions, before the app that reads them is served. */
import { createCallers } from '../aws/callers';
import type { DynamoStore } from '../aws/dynamodb/store';
import type { KeyStore } from '../aws/kms/key-store';
import { type MessageStore, openMessageStore } from '../aws/sqs/message-store';
import { createQueues } from '../aws/sqs/queues';
import { startAws } from '../aws/start-aws';
import { createRunClock, type RunClock } from '../clock/run-clock';
import { explainDenial } from '../explain/explain-denial';
import { withQueueUrls } from '../functions/with-queue-urls';
import type { LocalEvent } from '../run/event';
import { describeCode } from '../support/describe-code';
import type { ProvidedResource } from '../template/custom/attribute-reads';
import type { CustomResource, LocalApp } from '../template/model';
import { type AnswerServer, startAnswerServer } from './answer-server';
import { invokeProvider } from './invoke-provider';
import type { ProvideResources } from './read-provided-app';

/** The environment of the functions. */
export interface ProviderOptions {
  /** The folder whose `node_modules` replaces the native modules of assets. */
  readonly project: string;
  readonly store: DynamoStore;
  readonly keys: KeyStore;
  /** @default - messages are lost when the custom resources are created */
  readonly messages?: MessageStore;
  /** @default - the clock of this machine */
  readonly clock?: RunClock;
  /** Receives the output of the functions, their calls to AWS, and a warning for each resource that fails. */
  emit(event: LocalEvent): void;
}

/**
 * Creates a provider of custom resources. As CloudFormation does, it invokes a function again only if a
 * property of its resource changed. Unlike CloudFormation, it also does so if the function's code changed.
 */
export function createProvider(options: ProviderOptions): ProvideResources {
  const made = new Map<string, { readonly from: string; readonly answer: ProvidedResource }>();

  return async (app, resources) => {
    const describe = ({ properties, provider: { codePath } }: CustomResource) =>
      JSON.stringify([properties, describeCode(codePath)]);
    const changed = resources.filter((resource) => made.get(resource.key)?.from !== describe(resource));
    if (changed.length > 0) {
      for (const [resource, answer] of await makeAll(app, changed, options)) {
        made.set(resource.key, { from: describe(resource), answer });
      }
    }
    return new Map(
      resources.flatMap((resource) => {
        const known = made.get(resource.key);
        return known?.from === describe(resource) ? [[resource.key, known.answer] as const] : [];
      }),
    );
  };
}

async function makeAll(
  app: LocalApp,
  resources: readonly CustomResource[],
  options: ProviderOptions,
): Promise<ReadonlyMap<CustomResource, ProvidedResource>> {
  const functions = [...new Map(resources.map(({ provider }) => [provider.arn, provider])).values()];
  const callers = createCallers(functions);
  const { store, keys, messages = openMessageStore(undefined), clock = createRunClock(), emit } = options;
  const definitions = app.queues ?? [];
  const aws = await startAws({
    app,
    store,
    keys,
    queues: createQueues({ definitions, messages, clock }),
    clock,
    callers,
    onCall: (call) => {
      const explanation = explainDenial(call, { ...app, functions });
      emit({ kind: 'aws-call', call, ...(explanation.length > 0 && { explanation }) });
    },
    onFault: (error) => emit({ kind: 'warning', text: `The local AWS endpoint failed: ${error}` }),
  });
  let answers: AnswerServer | undefined;
  const made = new Map<CustomResource, ProvidedResource>();
  try {
    answers = await startAnswerServer();
    for (const resource of resources) {
      const { name } = resource;
      const [provider = resource.provider] = withQueueUrls([resource.provider], definitions, aws.url);
      const { logicalId, name: functionName } = provider;
      const outcome = await invokeProvider(
        { ...resource, provider },
        {
          region: app.region,
          accountId: app.accountId,
          clock: clock.memory,
          endpoint: aws.url,
          credentials: callers.credentialsOf(provider),
          project: options.project,
          answers,
          onOutput: (text, requestId) => {
            const log = { logicalId, functionName, kind: 'output', text: text.replace(/\n$/, '') } as const;
            emit({ kind: 'function-log', log: { ...log, ...(requestId !== undefined && { requestId }) } });
          },
        },
      );
      if ('failure' in outcome) {
        emit({
          kind: 'warning',
          text: `The custom resource ${name} could not be created: ${outcome.failure}`,
        });
      } else made.set(resource, outcome);
    }
  } finally {
    await answers?.close();
    await aws.close();
  }
  return made;
}
