/** Serves several mixes of releases on one port with one table; each request selects a mix. */
import { join } from 'node:path';
import { createRunClock } from '../../local/clock/run-clock';
import type { Listener } from '../../local/gateway/http/listener';
import type { AnswerHandler } from '../../local/gateway/http/messages';
import { serveAssembly } from '../../local/run/serve-assembly';
import type { LocalApp } from '../../local/template/model';
import { joinMixes } from './join-mixes';
import type { ReleaseStore } from './release-store';
import { startCognito } from './start-cognito';

/** The request header that selects a mix. It does not reach the API. */
export const TURN_HEADER = 'test-mix';

/** The served mixes. */
export interface ServedMixes {
  /** Returns the calls that policies denied, such as `kms:Sign of AuthHandler… on arn:…`. */
  denied(): readonly string[];
  close(): Promise<void>;
}

/** Serves the mixes. A request with the header `test-mix: n` goes to mix n modulo the number of mixes. */
export async function serveByTurns(store: ReleaseStore, mixes: readonly LocalApp[]): Promise<ServedMixes> {
  const denied = new Set<string>();
  const cognito = await startCognito((action, { logicalId }, resource) =>
    denied.add(`${action} of ${logicalId} on ${resource}`),
  );
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
      onCall: ({ decision, action, resource, logicalId }) => {
        if (decision !== 'allowed') denied.add(`${action} of ${logicalId} on ${resource}`);
      },
      emit: () => undefined,
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
    denied: () => [...denied].sort(),
    close: async () => {
      await served.close();
      await cognito.close();
    },
  };
}
