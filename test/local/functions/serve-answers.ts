/** Lets functions wait for a response from the test, instead of a duration. */
import { type AddressInfo, createServer } from 'node:net';

/**
 * The source of a function `ask(port)`. It connects to the server and resolves with `done` when the server closes
 * the connection. A socket loads faster than HTTP.
 */
export const ASK = `const ask = (port) => new Promise((resolve, reject) => {
  require('node:net').connect(port, '127.0.0.1').resume().on('end', () => resolve('done')).on('error', reject);
});`;

/** A server for the connections of functions. */
export interface AnswerServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a server.
 * @param onRequest receives a function that closes the connection, now or later
 */
export async function serveAnswers(onRequest: (answer: () => void) => void): Promise<AnswerServer> {
  const server = createServer((socket) => onRequest(() => socket.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
