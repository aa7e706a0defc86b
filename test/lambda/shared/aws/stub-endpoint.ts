/** A stand-in for an AWS endpoint on the loopback interface, for tests: it answers as told and keeps what it was sent. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AwsService, AwsSettings } from '../../../../lambda/shared/aws/aws-settings';
import { closeServer, listen } from '../../../support/loopback';

/** One request as it arrived. */
export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request, or keeps silent. */
export type Answering = (response: ServerResponse) => void;

/** Answers with a status and a JSON body. */
export function json(status: number, body: unknown): Answering {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  };
}

/** Accepts the request and never answers. */
export const silent: Answering = () => undefined;

/** Breaks the connection. */
export const hangUp: Answering = (response) => response.destroy();

/** A running stand-in. */
export interface StubEndpoint {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** How many connections were opened. */
  connections(): number;
  settings(service: AwsService): AwsSettings;
  close(): Promise<void>;
}

/** Starts a stand-in that answers the first request with the first of `answers` and so on, and repeats the last. */
export async function startStubEndpoint(...answers: readonly Answering[]): Promise<StubEndpoint> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
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
    settings: (service) => ({
      service,
      region: 'eu-west-1',
      endpoint: new URL(url),
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret', sessionToken: 'session' },
    }),
    close: () => closeServer(server),
  };
}
