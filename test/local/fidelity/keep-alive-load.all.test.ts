/** A load of 10 keep-alive connections. Every request receives its own response, and memory is stable. */
import { Agent, request as sendRequest } from 'node:http';
import { type GatewayProcess, startGatewayProcess } from './start-gateway-process';

const soak = process.env.SOAK === '1';
const REQUESTS = soak ? 100_000 : 2_000;
const CONNECTIONS = 10;
/** The normal difference of the heap between two garbage collections. */
const MARGIN_BYTES = 4 * 1_048_576;

let gateway: GatewayProcess;
let agent: Agent;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
});
afterAll(async () => {
  agent.destroy();
  await gateway.end();
});

/** @returns whether the response belongs to this request */
function ask(path: string): Promise<boolean> {
  const body = JSON.stringify({ path });
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    sendRequest(
      { port: gateway.port, host: '127.0.0.1', method: 'POST', path, agent, headers },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const event = response.statusCode === 200 ? JSON.parse(text) : {};
          resolve(event.path === path && event.body === body);
        });
      },
    )
      .on('error', reject)
      .end(body);
  });
}

/**
 * Keeps every connection busy until the number of requests is sent.
 * @returns how many received their own response
 */
async function load(requests: number): Promise<number> {
  let asked = 0;
  let answered = 0;
  const connection = async () => {
    while (asked < requests) {
      asked += 1;
      if (await ask(`/load/${asked}`)) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return answered;
}

test('loses no request and keeps no memory', async () => {
  // Code that is compiled and cached once exists before the first measurement.
  await load(REQUESTS / 4);
  const before = await gateway.heap();
  expect(await load(REQUESTS)).toBe(REQUESTS);
  expect((await gateway.heap()) - before).toBeLessThan(MARGIN_BYTES);
});
