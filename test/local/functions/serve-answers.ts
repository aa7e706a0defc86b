/** Lets functions wait for a response from the test, instead of a duration. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The source of a function `ask(port)`. It sends a request to the server and resolves with `done` after the
 * response.
 */
export const ASK = `const ask = (port) => new Promise((resolve, reject) => {
  require('node:http').get({ host: '127.0.0.1', port, agent: false }, (response) =>
    response.resume().on('end', () => resolve('done'))).on('error', reject);
});`;

/** A server for requests of functions. */
export interface AnswerServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a server.
 * @param onRequest receives a function that answers the request, now or later
 */
export async function serveAnswers(onRequest: (answer: () => void) => void): Promise<AnswerServer> {
  const server = createServer((_request, response) => onRequest(() => response.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
