import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../../../../lambda/shared/sdk/client-options';
import { translateFault } from '../../../../lambda/shared/sdk/translate-fault';

let server: Server;
let requests = 0;

beforeEach(async () => {
  requests = 0;
  server = createServer(() => {
    requests++;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('an endpoint that never answers is an error after few attempts, not a call that hangs', async () => {
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    ...clientOptions,
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  await expect(translateFault(client.send(new ListTablesCommand({})))).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
  });
  expect(requests).toBe(2);
  const { connectionTimeout, requestTimeout } = clientOptions.requestHandler;
  expect(clientOptions.maxAttempts * Math.max(connectionTimeout, requestTimeout)).toBeLessThan(2_000);
});
