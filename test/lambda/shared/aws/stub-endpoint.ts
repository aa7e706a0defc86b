/**
 * A stub of an AWS endpoint on the loopback interface. It gives prepared responses and records its requests.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import * as awsServices from '../../../../lambda/shared/aws/aws-services';
import type { AwsSettings } from '../../../../lambda/shared/aws/aws-settings';
import { closeServer, listen } from '../../../support/loopback';

/** The services, by the names of their constants. */
export const services = { ...awsServices };

/** A received request. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request, or does not answer. */
export type Answering = (response: ServerResponse) => void;

/** Answers with a status and a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answering {
  return (response) => {
    const sent = { 'content-type': 'application/x-amz-json-1.0', ...headers };
    response.writeHead(status, sent).end(JSON.stringify(body));
  };
}

/** Accepts the request and never answers. */
export const silent: Answering = () => undefined;

/** Breaks the connection. */
export const hangUp: Answering = (response) => response.destroy();

/** A running stub. */
export interface StubEndpoint {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** The number of opened connections. */
  connections(): number;
  settings<Name extends keyof typeof services>(name: Name): AwsSettings<(typeof services)[Name]>;
  close(): Promise<void>;
}

/** Starts a stub that gives the prepared responses in order, and repeats the last one. */
export async function startStubEndpoint(...answers: readonly Answering[]): Promise<StubEndpoint> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      answer?.(response);
    });
  });
  server.on('connection', () => {
    connections++;
  });
  const url = await listen(server);
  return {
    url,
    requests,
    connections: () => connections,
    settings: (name) => ({
      service: services[name],
      region: 'eu-west-1',
      endpoint: new URL(url),
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret', sessionToken: 'session' },
    }),
    close: () => closeServer(server),
  };
}
