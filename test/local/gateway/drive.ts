/** Runs the gateway of a small synthesized stack, with functions that the test implements. */

import type { Stack } from 'aws-cdk-lib';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { InvokeResult } from '../../../local/functions/invoke';
import { createGateway } from '../../../local/gateway/gateway';
import type { GatewayReply, HeaderPair, RequestHandler } from '../../../local/gateway/http/messages';
import type { LocalApp, RestApi } from '../../../local/template/model';
import { readAssembly } from '../../../local/template/read-assembly';
import { synthesizeStack } from '../template/synthesize';

/** A function of the test. It returns a value, or the result of the invocation itself. */
export type Played = (event: APIGatewayProxyEvent) => unknown;

/** A gateway under test. */
export interface Driven {
  readonly app: LocalApp;
  readonly api: RestApi;
  readonly gateway: RequestHandler;
  /** Starts the gateway of another API, or of another stage. All share the same functions. */
  startAnother(api: RestApi): RequestHandler;
  /** Sets functions by the beginning of their logical id. */
  play(functions: Record<string, Played>): void;
  /** Returns the events that a function received since it was set. */
  eventsOf(name: string): readonly APIGatewayProxyEvent[];
  /** Advances the clock. */
  advance(milliseconds: number): void;
  send(request: SentRequest): Promise<Answer>;
}

/** A request. Most members are optional. */
export interface SentRequest {
  readonly method?: string;
  readonly target: string;
  readonly headers?: readonly HeaderPair[];
  readonly body?: string | Buffer;
}

/** A reply with convenient accessors. */
export interface Answer extends GatewayReply {
  readonly text: string;
  header(name: string): string | undefined;
}

/** Creates the result of a function that threw. */
export function thrown(errorMessage: string): InvokeResult {
  return { kind: 'failed', errorType: 'Error', errorMessage };
}

function isResult(value: unknown): value is InvokeResult {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Synthesizes a stack, optionally changes the resolved app, and starts its gateway. */
export function drive(
  build: (stack: Stack) => void,
  change: (app: LocalApp) => LocalApp = (app) => app,
  options: { readonly throttle?: boolean } = {},
): Driven {
  const app = change(readAssembly(synthesizeStack(build)));
  const [api] = app.apis;
  if (api === undefined) throw new Error('The stack has no API.');
  let played: Record<string, Played> = {};
  const events = new Map<string, APIGatewayProxyEvent[]>();
  let time = Date.UTC(2026, 3, 14, 22, 11, 46);

  async function invoke(functionArn: string, event: unknown): Promise<InvokeResult> {
    const fn = app.functions.find(({ arn }) => arn === functionArn);
    const name = Object.keys(played).find((candidate) => fn?.logicalId.startsWith(candidate)) ?? '';
    const copy = JSON.parse(JSON.stringify(event)) as APIGatewayProxyEvent;
    events.set(name, [...(events.get(name) ?? []), copy]);
    const value = await played[name]?.(copy);
    return isResult(value) ? value : { kind: 'returned', payload: JSON.stringify(value ?? null) };
  }

  const start = (of: RestApi) => createGateway(of, { ...app, ...options, now: () => time, invoke });
  const gateway = start(api);
  return {
    app,
    api,
    gateway,
    startAnother: start,
    play(functions) {
      played = functions;
      events.clear();
    },
    eventsOf: (name) => events.get(name) ?? [],
    advance(milliseconds) {
      time += milliseconds;
    },
    async send({ method = 'GET', target, headers = [], body = '' }) {
      const reply = await gateway.handle({
        method,
        target,
        headers: [['Host', '127.0.0.1:3000'], ...headers],
        body: Buffer.from(body),
        sourceIp: '127.0.0.1',
      });
      return {
        ...reply,
        text: reply.body.toString(),
        header: (name) => reply.headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1],
      };
    },
  };
}
