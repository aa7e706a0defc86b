/** Drives the gateway of a small synthesized stack over a real socket. */
import { request as sendRequest } from 'node:http';
import type { Stack } from 'aws-cdk-lib';
import type { HeaderPair } from '../../../local/gateway/exchange';
import { type Listener, listen } from '../../../local/gateway/http-listener';
import type { LocalApp } from '../../../local/template/model';
import { type Driven, drive } from '../gateway/drive';

/** A call, with what most calls have left out. */
export interface Call {
  readonly method?: string;
  readonly headers?: readonly HeaderPair[];
  readonly body?: string | Buffer;
}

/** What came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  readonly text: string;
  /** The first value. */
  header(name: string): string | undefined;
}

/** A gateway behind a port. */
export interface Served extends Omit<Driven, 'send' | 'gateway'> {
  /** Such as `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/v1`. */
  readonly stageArn: string;
  call(target: string, call?: Call): Promise<WireAnswer>;
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

/** Synthesizes a stack, and serves its first API until the file's tests have ended. */
export function serve(build: (stack: Stack) => void, change?: (app: LocalApp) => LocalApp): Served {
  const driven = drive(build, change);
  let listener: Listener | undefined;
  beforeAll(async () => {
    listener = await listen({ port: 0 });
    listener.serve(driven.gateway);
  });
  afterAll(() => listener?.close());
  const { region, accountId } = driven.app;
  return {
    ...driven,
    stageArn: `arn:aws:execute-api:${region}:${accountId}:${driven.api.id}/${driven.api.stage.name}`,
    call: (target, call = {}) => exchange(listener?.port ?? 0, target, call),
  };
}
