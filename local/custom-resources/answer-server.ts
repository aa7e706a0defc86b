/** Takes the answers of custom resources, as the pre-signed URL of CloudFormation does on AWS. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from '../support/close-server';

/** Where answers are sent to: a name that no network knows, which a provider's worker leads to the server. */
export interface AnswerAddress {
  readonly host: string;
  /** On 127.0.0.1. */
  readonly port: number;
}

/** One answer that is waited for. */
export interface ExpectedAnswer {
  /** The `ResponseURL` of the event. */
  readonly url: string;
  /** Resolves with the body. */
  readonly body: Promise<string>;
}

/** A running server. */
export interface AnswerServer {
  readonly address: AnswerAddress;
  expect(): ExpectedAnswer;
  close(): Promise<void>;
}

/** RFC 6761 section 6.4: never a real name. */
const HOST = 'custom-resource-answer.invalid';

/** An answer is far shorter, see `readAnswer`. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Starts the server on any free port. */
export async function startAnswerServer(): Promise<AnswerServer> {
  const waiting = new Map<string, (body: string) => void>();
  const server = createServer((request, response) => {
    const take = request.method === 'PUT' ? waiting.get(request.url ?? '') : undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on('end', () => {
      response.writeHead(take === undefined ? 403 : 200).end();
      take?.(Buffer.concat(chunks).toString('utf8'));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: { host: HOST, port: (server.address() as AddressInfo).port },
    expect() {
      const path = `/${randomUUID()}`;
      const body = new Promise<string>((resolve) => {
        waiting.set(path, resolve);
      });
      return { url: `https://${HOST}${path}`, body };
    },
    close: () => closeServer(server),
  };
}
