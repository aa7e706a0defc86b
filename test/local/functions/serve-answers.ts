/** Lets functions wait until the test answers them, in place of a time. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Source of a function `ask(port)`: asks the server, and resolves with `done` when it has answered. */
export const ASK = `const ask = (port) => new Promise((resolve, reject) => {
  require('node:http').get({ host: '127.0.0.1', port, agent: false }, (response) =>
    response.resume().on('end', () => resolve('done'))).on('error', reject);
});`;

/** A server that functions ask. */
export interface AnswerServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a server. @param onRequest gets a function that answers the request, now or later */
export async function serveAnswers(onRequest: (answer: () => void) => void): Promise<AnswerServer> {
  const server = createServer((_request, response) => onRequest(() => response.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
