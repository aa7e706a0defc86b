/** Invokes the function of a custom resource once, as CloudFormation does to create the resource. */
import { randomUUID } from 'node:crypto';
import type { ClockMemory } from '../clock/clock-memory';
import { type FunctionCredentials, functionEnvironment } from '../functions/function-environment';
import { startInstance } from '../functions/instance';
import { findNativeModules } from '../functions/native-modules';
import type { WorkerMessage } from '../functions/protocol';
import type { ThrownError } from '../functions/thrown-error';
import { workerCode } from '../functions/worker-code';
import type { ProvidedResource } from '../template/custom/attribute-reads';
import type { CustomResource } from '../template/model';
import type { AnswerServer } from './answer-server';
import { type ProviderFailure, readAnswer, readReturned } from './read-answer';

/** The dependencies of an invocation. */
export interface ProviderContext {
  readonly region: string;
  readonly accountId: string;
  /** The clock of the run. */
  readonly clock: ClockMemory;
  /** The local AWS endpoint. */
  readonly endpoint: string;
  readonly credentials: FunctionCredentials;
  /** The folder whose `node_modules` replaces the native modules of the asset. */
  readonly project: string;
  readonly answers: AnswerServer;
  /** Receives the output of the function. */
  onOutput(text: string, requestId: string | undefined): void;
}

type Outcome = ProvidedResource | ProviderFailure;

/** Resolves with the response of the function, or with the reason why there is none. */
export async function invokeProvider(resource: CustomResource, context: ProviderContext): Promise<Outcome> {
  const { provider, answers } = resource;
  const { codePath, handler, arn: functionArn, timeoutSeconds, memoryMb } = provider;
  const native = findNativeModules(codePath, context.project);
  const expected = context.answers.expect();
  const event = createEvent(resource, context, answers === 'to-url' ? expected.url : '...');
  const timeoutMs = timeoutSeconds * 1000;
  const code = await workerCode();
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (outcome: Outcome) => {
      // The end of the worker is reported as a failure, even if this function ended it.
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      void instance.terminate().then(() => resolve(outcome));
    };
    const fail = ({ errorType, errorMessage }: ThrownError) =>
      settle({ failure: `${errorType}: ${errorMessage}` });
    const onMessage = (message: WorkerMessage) => {
      if (message.kind === 'ready') {
        instance.post({ requestId: event.RequestId, event: JSON.stringify(event) });
      } else if (message.kind === 'output') context.onOutput(message.text, message.requestId);
      else if (message.kind === 'load-failed') fail(message.error);
      else if (message.kind === 'done' && message.result.kind === 'failed') fail(message.result);
      else if (message.kind === 'done' && message.result.kind === 'returned' && answers === 'by-return') {
        settle(readReturned(message.result.payload, event.RequestId));
      }
    };
    const instance = startInstance(
      {
        code,
        memoryMb,
        data: {
          codePath,
          handler,
          timeoutMs,
          functionArn,
          redirects: native.redirects,
          clock: context.clock,
          answers: context.answers.address,
        },
        environment: { ...functionEnvironment(provider, context), ...native.environment },
      },
      { onMessage, onEnd: fail },
    );
    const timer = setTimeout(
      () => settle({ failure: `its function did not respond within ${timeoutSeconds} s` }),
      timeoutMs,
    );
    void expected.body.then((body) => settle(readAnswer(body)));
  });
}

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requesttypes-create.html
 */
function createEvent(
  { stackName, name, type, properties }: CustomResource,
  { region, accountId }: ProviderContext,
  url: string,
) {
  return {
    RequestType: 'Create',
    ServiceToken: properties.ServiceToken,
    ResponseURL: url,
    StackId: `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/00000000-0000-4000-8000-000000000000`,
    RequestId: randomUUID(),
    LogicalResourceId: name,
    ResourceType: type,
    ResourceProperties: toTexts(properties),
  };
}

/** Converts values as CloudFormation does: it sends numbers and booleans as strings. */
function toTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toTexts);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toTexts(member)]));
}
