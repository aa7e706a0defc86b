/** Receives the responses of custom resources, as the pre-signed URL of CloudFormation does on AWS. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from '../support/close-server';

/**
 * The address for responses. The host name does not exist; the worker of a provider redirects it to the server.
 */
export interface AnswerAddress {
  readonly host: string;
  /** On 127.0.0.1. */
  readonly port: number;
}

/** One expected response. */
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

/** RFC 6761 section 6.4: `.invalid` names never exist. */
const HOST = 'custom-resource-answer.invalid';

/** Far more than a response may have, see `readAnswer`. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Starts the server on a free port. */
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
