/** Serves the local AWS endpoint over TLS, as AWS does. */
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** AWS endpoints over TLS. */
export interface TlsEndpoints {
  /**
   * Variables with which a function reaches DynamoDB and KMS, each at a separate address, and trusts their
   * certificate.
   */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

/**
 * Starts two servers that pass every request on.
 * @param target the address of the endpoint, over plain HTTP
 * @param folder the folder of the certificate
 */
export async function serveOverTls(target: string, folder: string): Promise<TlsEndpoints> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, cert);
  const servers = await Promise.all([listen({ key, cert }, target), listen({ key, cert }, target)]);
  const [dynamodb, kms] = servers.map(
    (server) => `https://localhost:${(server.address() as AddressInfo).port}`,
  );
  return {
    environment: {
      AWS_ENDPOINT_URL: dynamodb ?? '',
      AWS_ENDPOINT_URL_KMS: kms ?? '',
      NODE_EXTRA_CA_CERTS: certificate,
    },
    close: () => {
      for (const server of servers) server.close();
    },
  };
}

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
