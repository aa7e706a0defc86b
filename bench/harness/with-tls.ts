/** Serves the local AWS endpoint over TLS, as AWS does. */
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/**
 * Runs something while two servers pass requests on to the endpoint: DynamoDB and KMS have separate addresses.
 * @param target the address of the endpoint, over plain HTTP
 * @param folder the folder of the certificate
 * @param use receives the variables with which a function reaches the servers and trusts their certificate
 */
export async function withTls<Result>(
  target: string,
  folder: string,
  use: (environment: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, cert);
  const dynamodb = await listen({ key, cert }, target);
  const kms = await listen({ key, cert }, target);
  try {
    return await use({
      AWS_ENDPOINT_URL: addressOf(dynamodb),
      AWS_ENDPOINT_URL_KMS: addressOf(kms),
      NODE_EXTRA_CA_CERTS: certificate,
    });
  } finally {
    dynamodb.close();
    kms.close();
  }
}

const addressOf = (server: Server) => `https://localhost:${(server.address() as AddressInfo).port}`;

function listen(certificate: { key: string; cert: string }, target: string): Promise<Server> {
  const { hostname, port } = new URL(target);
  const server = createServer(certificate, (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const passed = request({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
