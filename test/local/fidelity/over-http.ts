/** Serves the gateway of a small synthesized stack on a real socket. */
import { request as sendRequest } from 'node:http';
import type { Stack } from 'aws-cdk-lib';
import { type Listener, listen } from '../../../local/gateway/http/listener';
import type { HeaderPair, RequestHandler, RequestTrace } from '../../../local/gateway/http/messages';
import type { LocalApp } from '../../../local/template/model';
import { type Driven, drive } from '../gateway/drive';

/** A call. All members are optional. */
export interface Call {
  readonly method?: string;
  readonly headers?: readonly HeaderPair[];
  readonly body?: string | Buffer;
  /** The index of the API and stage. @default 0 */
  readonly api?: number;
}

/** A received response. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  readonly text: string;
  /** Returns the first value of a header. */
  header(name: string): string | undefined;
}

/** A gateway with a port. */
export interface Served extends Omit<Driven, 'send' | 'gateway' | 'startAnother'> {
  /** Such as `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/v1`. */
  readonly stageArn: string;
  call(target: string, call?: Call): Promise<WireAnswer>;
  /** Returns the trace of the latest request. */
  lastTrace(): RequestTrace | undefined;
}

function exchange(port: number, target: string, { method = 'GET', headers = [], body = '' }: Call) {
  const bytes = Buffer.from(body);
  const framing: HeaderPair[] = bytes.length > 0 ? [['Content-Length', String(bytes.length)]] : [];
  return new Promise<WireAnswer>((resolve, reject) => {
    const sent = sendRequest(
      {
        host: '127.0.0.1',
        port,
        path: target,
        method,
        agent: false,
        headers: [['Host', `127.0.0.1:${port}`], ...headers, ...framing].flat(),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const raw = response.rawHeaders;
          const received = raw.flatMap((name, index): HeaderPair[] =>
            index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
          );
          const content = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: received,
            body: content,
            text: content.toString(),
            header: (name) => received.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1],
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** Synthesizes a stack, and serves its APIs in all their stages until the tests of the file have ended. */
export function serve(build: (stack: Stack) => void, change?: (app: LocalApp) => LocalApp): Served {
  const driven = drive(build, change);
  const listeners: Listener[] = [];
  let trace: RequestTrace | undefined;
  const recording = (gateway: RequestHandler): RequestHandler => ({
    handle: async (request) => {
      const reply = await gateway.handle(request);
      trace = reply.trace;
      return reply;
    },
  });
  beforeAll(async () => {
    const others = driven.app.apis.slice(1).map((api) => driven.startAnother(api));
    for (const gateway of [driven.gateway, ...others]) {
      const listener = await listen({ port: 0 });
      listener.serve(recording(gateway));
      listeners.push(listener);
    }
  });
  afterAll(() => Promise.all(listeners.map((listener) => listener.close())));
  const { region, accountId } = driven.app;
  return {
    ...driven,
    stageArn: `arn:aws:execute-api:${region}:${accountId}:${driven.api.id}/${driven.api.stage.name}`,
    call: (target, call = {}) => exchange(listeners[call.api ?? 0]?.port ?? 0, target, call),
    lastTrace: () => trace,
  };
}
