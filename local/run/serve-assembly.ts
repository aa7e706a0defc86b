/**
 * Serves one assembly: its functions, the local AWS endpoint and its gateways. Ports and tables belong to the
 * run.
 */
import { setImmediate } from 'node:timers/promises';
import type { AwsCall, Intercept } from '../aws/call';
import { createCallers } from '../aws/callers';
import type { DynamoStore } from '../aws/dynamodb/store';
import type { KeyStore } from '../aws/kms/key-store';
import { type MessageStore, openMessageStore } from '../aws/sqs/message-store';
import { countMessages, createQueues } from '../aws/sqs/queues';
import { startAws } from '../aws/start-aws';
import type { RunClock } from '../clock/run-clock';
import { PATIENCE_MS } from '../debugging/prepare-for-debugging';
import type { Poller } from '../event-sources/poll-queue';
import { startEventSources } from '../event-sources/start-event-sources';
import { annotateReply } from '../explain/annotate-reply';
import { explainDenial } from '../explain/explain-denial';
import { checkNativeModules } from '../functions/check-native-modules';
import { createFunctions, type Functions } from '../functions/functions';
import type { InvocationTrace } from '../functions/invocation-trace';
import { listNativeModules, type NativeModule } from '../functions/native-modules';
import { withQueueUrls } from '../functions/with-queue-urls';
import type { GatewayReply, RequestHandler } from '../gateway/http/messages';
import type { Feedback } from '../mail/feedback-event';
import type { Mail } from '../mail/mail';
import type { Mailbox } from '../mail/mailbox';
import { type FeedbackOutcome, simulateFeedback } from '../mail/simulate-feedback';
import { type EndpointFile, renewEndpointFile, writeEndpointFile } from '../state/endpoint-file';
import { shortId } from '../support/short-id';
import { AssemblyError } from '../template/assembly-error';
import type { LocalApp, RestApi } from '../template/model';
import { type Closer, closeAll } from './close-all';
import { createGateways } from './create-gateways';
import type { LocalEvent } from './event';
import { createLogReasons } from './log-reasons';
import type { ServedApp } from './read-served-app';

/** An API in one of its stages, with its origin. */
export interface ServedStage {
  readonly api: RestApi;
  /** Such as `http://localhost:3000`. */
  readonly origin: string;
}

/** An assembly that is served. */
export interface ServedAssembly {
  readonly app: LocalApp;
  /** Each API in each of its stages. */
  readonly served: readonly ServedStage[];
  readonly functions: Functions;
  /** Native modules that are loaded from the project instead of the assets. */
  readonly replacedModules: readonly NativeModule[];
  /** Publishes the event of a bounce or a complaint to the functions. */
  simulateFeedback(mail: Mail, feedback: Feedback): Promise<FeedbackOutcome>;
  /** Returns how many messages wait in queues for a function, or are with one. */
  queued(): number;
  /** Accepts requests from now on. */
  open(): void;
  /** Passes a turn of the clock on to the developer's commands and to what waits for messages. */
  announceClock(): void;
  /** Answers the accepted requests and then closes. */
  retire(): Promise<void>;
  /** Closes immediately. */
  close(): Promise<void>;
}

/** The parts of a run that stay when the assembly changes. */
export interface RunContext {
  readonly project: string;
  readonly stage: string;
  readonly store: DynamoStore;
  readonly keys: KeyStore;
  /** The messages of queues. @default - they are kept in memory, for this assembly */
  readonly messages?: MessageStore;
  readonly clock: RunClock;
  /** Receives the mails of the functions. @default - mails are dropped */
  readonly mailbox?: Mailbox;
  /** The folder of the files by which commands find running runs. */
  readonly endpoints: string;
  /** Whether request rates and the functions' own throttles are enabled. */
  readonly throttle: boolean;
  onCall(call: AwsCall): void;
  readonly intercept?: Intercept | undefined;
  /**
   * Whether a debugger can attach. Each function then has one instance, because a debugger pauses one at a
   * time.
   * @default false
   */
  readonly debugging?: boolean | undefined;
  /** The maximum number of instances of one function. @default - see FunctionsOptions */
  readonly maxInstances?: number | undefined;
  emit(event: LocalEvent): void;
}

/**
 * Prepares an assembly for serving. It receives requests after `open`.
 * @throws StartError, AssemblyError with every problem of the assembly
 */
export async function serveAssembly(source: ServedApp, surroundings: RunContext): Promise<ServedAssembly> {
  const closers: Closer[] = [];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= closeAll(closers);
    return closing;
  };
  try {
    return await prepare(source, surroundings, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param closers receives the cleanup functions in order of opening */
async function prepare(
  { app, listeners, problems }: ServedApp,
  {
    project,
    stage,
    store,
    keys,
    messages = openMessageStore(undefined),
    clock,
    mailbox,
    endpoints,
    ...surroundings
  }: RunContext,
  closers: Closer[],
  close: () => Promise<void>,
): Promise<ServedAssembly> {
  const { throttle, intercept, emit } = surroundings;
  const modules = listNativeModules(app.functions, project);
  const created = createGateways(app, {
    throttle,
    now: clock.now,
    problems,
    invoke: (...call) => functions.invoke(...call),
  });
  const all = [...created.problems, ...(await checkNativeModules(modules))];
  if (all.length > 0) throw new AssemblyError(all);
  for (const limit of app.exceededLimits ?? []) {
    emit({ kind: 'warning', text: `AWS would reject this deployment: ${limit}.` });
  }
  for (const text of app.standIns ?? []) emit({ kind: 'warning', text });
  const layered = app.functions
    .filter(({ hasLayers }) => hasLayers)
    .map(({ logicalId }) => shortId(logicalId));
  if (layered.length > 0) {
    emit({
      kind: 'warning',
      text: `Layers are not run. These functions run without their layers: ${layered.join(', ')}.`,
    });
  }
  const callers = createCallers(app.functions);
  const queues = createQueues({
    definitions: app.queues ?? [],
    messages,
    clock,
    onDeadLetter: (letter) => emit({ kind: 'dead-letter', letter }),
  });
  const aws = await startAws({
    app,
    store,
    keys,
    queues,
    clock,
    callers,
    onMail: (mail) => {
      mailbox?.add(mail);
      emit({ kind: 'mail', mail });
    },
    onCall: (call) => {
      surroundings.onCall(call);
      const explanation = explainDenial(call, app);
      emit({ kind: 'aws-call', call, ...(explanation.length > 0 && { explanation }) });
    },
    onFault: (error) => emit({ kind: 'warning', text: `The local AWS endpoint failed: ${error}` }),
    ...(intercept && { intercept }),
  });
  closers.push(() => aws.close());
  const reasons = createLogReasons();
  const functions = await createFunctions({
    definitions: withQueueUrls(app.functions, app.queues ?? [], aws.url),
    region: app.region,
    clock: clock.memory,
    endpoint: aws.url,
    throttle,
    credentialsOf: callers.credentialsOf,
    project,
    authorizers: new Set(app.apis.flatMap((api) => api.authorizers.map(({ functionArn }) => functionArn))),
    onLog: (log) => {
      reasons.note(log);
      emit({ kind: 'function-log', log });
    },
    maxInstances: surroundings.debugging ? 1 : surroundings.maxInstances,
    ...(surroundings.debugging && { initTimeoutMs: PATIENCE_MS }),
  });
  closers.push(() => functions.close());
  const underWay = new Set<Promise<GatewayReply>>();
  const observe = (gateway: RequestHandler, { originsSetting }: RestApi): RequestHandler => ({
    handle: async (request) => {
      const answering = gateway.handle(request);
      underWay.add(answering);
      try {
        const knowledge = { originsSetting, reasonOf: reasons.of };
        const reply = annotateReply(request, await answering, knowledge);
        emit({ kind: 'request', trace: reply.trace });
        return reply;
      } finally {
        underWay.delete(answering);
      }
    },
  });
  const gateways = app.apis.flatMap((api, index) => {
    const [listener, gateway] = [listeners[index], created.gateways[index]];
    return listener && gateway ? [{ api, listener, handler: observe(gateway, api) }] : [];
  });
  const served = gateways.map(({ api, listener }) => ({ api, origin: listener.origin }));
  const describe = (): EndpointFile => ({
    pid: process.pid,
    stage: app.apis[0]?.stage.name ?? stage,
    origins: served.map(({ origin }) => origin),
    endpoint: aws.url,
    aheadSeconds: clock.aheadSeconds(),
    ...callers.admin,
    tables: Object.fromEntries(app.tables.map(({ logicalId, name }) => [logicalId, name])),
    queues: Object.fromEntries((app.queues ?? []).map(({ logicalId, url }) => [logicalId, url])),
    keys: Object.fromEntries(app.keys.map(({ logicalId, keyId }) => [logicalId, keyId])),
  });
  let eventSources: Poller | undefined;
  let isClosing = false;
  const invoking = {
    invoke: functions.invoke,
    onInvocation: (trace: InvocationTrace) => {
      if (!isClosing) emit({ kind: 'invocation', trace });
    },
  };
  closers.push(() => {
    isClosing = true;
    // Closing the functions settles their invocations.
    void eventSources?.stop();
  });
  return {
    app,
    served,
    functions,
    replacedModules: modules.filter(({ replaced }) => replaced),
    simulateFeedback: (mail, feedback) =>
      simulateFeedback(mail, feedback, { ...invoking, app, now: clock.now }),
    queued: () =>
      countMessages(
        queues,
        (app.eventSources ?? []).map(({ queueArn }) => queueArn),
      ),
    open() {
      for (const { listener, handler } of gateways) listener.serve(handler);
      eventSources = startEventSources({
        ...invoking,
        app,
        queues,
        clock,
        onRejection: (text) => emit({ kind: 'warning', text }),
        onFault: (error) => emit({ kind: 'warning', text: `An event source failed: ${error}` }),
      });
      closers.push(writeEndpointFile(endpoints, describe()));
    },
    announceClock() {
      renewEndpointFile(endpoints, describe());
      messages.wake();
    },
    async retire() {
      // Stops at once, so that only the next assembly receives messages.
      await Promise.all([eventSources?.stop(), Promise.allSettled(underWay)]);
      // Responses are sent at the end of their turn of the event loop.
      await setImmediate();
      await close();
    },
    close,
  };
}
