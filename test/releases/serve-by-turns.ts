/** Serves several mixes of releases on one port with one table; each request selects a mix. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openMessageStore } from '../../local/aws/sqs/message-store';
import { createRunClock } from '../../local/clock/run-clock';
import type { Listener } from '../../local/gateway/http/listener';
import type { AnswerHandler } from '../../local/gateway/http/messages';
import { serveAssembly } from '../../local/run/serve-assembly';
import type { LocalApp } from '../../local/template/model';
import { createInbox, type Inbox } from './inbox';
import { joinMixes } from './join-mixes';
import type { ReleaseStore } from './release-store';
import { startCognito } from './start-cognito';

/** The request header that selects a mix. It does not reach the API. */
export const TURN_HEADER = 'test-mix';

/** The served mixes. */
export interface ServedMixes {
  /** The mails. @default - not all mixes have e-mail */
  readonly inbox: Inbox | undefined;
  /** What `auth` demands in each mix: empty for no second factor. */
  readonly secondFactors: readonly string[];
  /** Whether users may trust devices in all mixes. */
  readonly trustsDevices: boolean;
  /** Puts a message into the queue whose messages the first mix receives. */
  queue(body: string): void;
  /** Returns the calls that policies denied, such as `kms:Sign of AuthHandler… on arn:…`, and the rejected event sources. */
  denied(): readonly string[];
  close(): Promise<void>;
}

/** Serves the mixes. A request with the header `test-mix: n` goes to mix n modulo the number of mixes. */
export async function serveByTurns(store: ReleaseStore, mixes: readonly LocalApp[]): Promise<ServedMixes> {
  const denied = new Set<string>();
  const cognito = await startCognito((action, { logicalId }, resource) =>
    denied.add(`${action} of ${logicalId} on ${resource}`),
  );
  const inbox = createInbox();
  const messages = openMessageStore(undefined);
  const handlers: AnswerHandler[] = [];
  const listeners = mixes.map(
    (_, index): Listener => ({
      ...store.listener,
      serve: (handler) => {
        handlers[index] = handler;
      },
    }),
  );
  const served = await serveAssembly(
    { app: cognito.connect(joinMixes(mixes)), listeners, problems: [] },
    {
      project: store.folder,
      stage: 'test',
      store: store.tables,
      keys: store.keys,
      clock: createRunClock(),
      endpoints: join(store.folder, 'endpoints'),
      throttle: false,
      maxInstances: 1,
      messages,
      mailbox: inbox.mailbox,
      onCall: ({ decision, action, resource, logicalId }) => {
        inbox.noteCall({ decision, action });
        if (decision !== 'allowed') denied.add(`${action} of ${logicalId} on ${resource}`);
      },
      emit: (event) => {
        if (event.kind === 'invocation') inbox.noteInvocation(event.trace);
        if (event.kind !== 'warning' || !event.text.includes('receives no messages')) return;
        inbox.noteRejection();
        denied.add(event.text);
      },
    },
  );
  served.open();
  store.listener.serve({
    handle: (request) => {
      const isTurn = ([name]: readonly [string, string]) => name.toLowerCase() === TURN_HEADER;
      const turn = Number(request.headers.find(isTurn)?.[1] ?? 0);
      const handler = handlers[turn % handlers.length];
      if (handler === undefined) throw new Error(`There is no mix ${turn}`);
      return handler.handle({ ...request, headers: request.headers.filter((pair) => !isTurn(pair)) });
    },
  });
  return {
    inbox: mixes.every(hasEmail) ? inbox : undefined,
    secondFactors: mixes.map(secondFactorOf),
    trustsDevices: mixes.every((mix) => environmentOf(mix, 'TRUSTED_DEVICES') !== ''),
    queue(body) {
      const { queues = [], eventSources = [] } = served.app;
      const queue = queues.find(({ arn }) => arn === eventSources[0]?.queueArn);
      if (queue === undefined) throw new Error('The mixes have no queue');
      inbox.noteCall({ action: 'sqs:SendMessage', decision: 'allowed' });
      const now = Date.now();
      const sent = { id: randomUUID(), senderId: 'test', sentAt: now, visibleAt: now, receiveCount: 0 };
      messages.boxOf(queue.name).put({ ...sent, body, attributes: {} });
    },
    denied: () => [...denied].sort(),
    close: async () => {
      await served.close();
      await cognito.close();
    },
  };
}

/** Returns what `auth` demands in a release or a mix: empty for no second factor. */
export const secondFactorOf = (app: LocalApp) => environmentOf(app, 'SECOND_FACTOR');

/** Returns the relying party's id of a release: empty if it has no passkeys. */
export const relyingPartyOf = (app: LocalApp) => environmentOf(app, 'PASSKEY_RP_ID');

/** Returns a variable of `auth`, also if its release has no such variable. */
const environmentOf = ({ functions }: LocalApp, name: string) =>
  functions.find(({ logicalId }) => logicalId.startsWith('AuthHandler'))?.environment[name] ?? '';

function hasEmail({ apis }: LocalApp): boolean {
  return apis.some(({ methods }) => methods.some(({ resourcePath }) => resourcePath === '/users/me/email'));
}
