/** Counts the AWS calls of requests. It runs the product in this process and watches its endpoint. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Intercept } from '../../local/aws/call';
import { startLocalRun } from '../../local/start-local-run';
import { readTokens, requests, succeed, type Tokens } from '../http/api';
import { createHttpClient, type HttpClient } from '../http/client';
import type { Bench } from '../section';
import { assemblyOf } from './assemblies';
import { readEndpoint, type TableAccess } from './read-endpoint';

/** The cost of one request. */
export interface CallCount {
  readonly reads: number;
  readonly writes: number;
  readonly kms: number;
  /** The bytes of the bodies of the calls and of their responses. */
  readonly bytes: number;
}

/** The costs by request. */
export type CallCounts = Readonly<Record<string, CallCount>>;

/** A running product with counted calls. */
export interface CountedRun {
  readonly table: TableAccess;
  /** Makes one request of each kind as a new user, and returns the cost of each. */
  count(): Promise<CallCounts>;
}

const READS = /^dynamodb:(GetItem|BatchGetItem|Query|Scan)$/;

/** Runs the product until the work is done. */
export async function withCountedRun<Result>(
  bench: Bench,
  work: (run: CountedRun) => Promise<Result>,
): Promise<Result> {
  const assembly = await assemblyOf('test', bench);
  const project = join(bench.folder, 'counted');
  mkdirSync(project, { recursive: true });
  let total = noCalls;
  const count: Intercept = async (call, perform) => {
    const answer = await perform();
    // Calls without a logical id are the developer's, which fill the table.
    if (call.logicalId !== undefined)
      total = add(total, call.action, JSON.stringify(call.input), answer.body);
    return answer;
  };
  const run = await startLocalRun({
    project,
    assembly,
    memory: true,
    throttle: false,
    intercept: count,
    // One instance each, so that one-time work is done after the first request.
    maxInstances: 1,
  });
  const client = createHttpClient(run.origin, { connections: 1 });
  let users = 0;
  const measureOne = async <Value>(send: () => Promise<Value>) => {
    total = noCalls;
    const value = await send();
    return { value, cost: total };
  };
  const countAll = async () => {
    users += 1;
    const name = `user-${String(users).padStart(8, '0')}`;
    return countRequests(client, name, measureOne);
  };
  try {
    // Does the one-time work of the instances, such as fetching keys.
    await countAll();
    return await work({ table: readEndpoint(project, process.pid), count: countAll });
  } finally {
    client.close();
    await run.close();
  }
}

const noCalls: CallCount = { reads: 0, writes: 0, kms: 0, bytes: 0 };

function add(total: CallCount, action: string, input: string, output: string): CallCount {
  const isKms = action.startsWith('kms:');
  const isRead = READS.test(action);
  return {
    reads: total.reads + Number(isRead),
    writes: total.writes + Number(!isRead && !isKms),
    kms: total.kms + Number(isKms),
    bytes: total.bytes + Buffer.byteLength(input) + Buffer.byteLength(output),
  };
}

type MeasureOne = <Value>(
  send: () => Promise<Value>,
) => Promise<{ readonly value: Value; readonly cost: CallCount }>;

async function countRequests(client: HttpClient, username: string, measure: MeasureOne): Promise<CallCounts> {
  const credentials = { username, password: 'a phrase that passes the rules' };
  const send = (sent: Parameters<typeof succeed>[1]) => measure(() => succeed(client, sent));
  const signUp = await send(requests.signUp(credentials));
  const signIn = await send(requests.signIn(credentials));
  const refresh = await send(requests.refresh(readTokens(signIn.value)));
  const tokens: Tokens = readTokens(signIn.value);
  const getProfile = await send(requests.getProfile(tokens));
  const createFoo = await send(requests.createFoo(tokens));
  const { id } = JSON.parse(createFoo.value.text);
  const getFoo = await send(requests.getFoo(tokens, id));
  const listFoos = await send(requests.listFoos(tokens));
  const updateFoo = await send(requests.updateFoo(tokens, id));
  const deleteFoo = await send(requests.deleteFoo(tokens, id));
  const signOut = await send(requests.signOut(tokens));
  return {
    'POST /users': signUp.cost,
    'POST /sessions/create': signIn.cost,
    'POST /sessions/refresh': refresh.cost,
    'GET /users/me': getProfile.cost,
    'POST /foo': createFoo.cost,
    'GET /foo/{id}': getFoo.cost,
    'GET /foo': listFoos.cost,
    'PUT /foo/{id}': updateFoo.cost,
    'DELETE /foo/{id}': deleteFoo.cost,
    'DELETE /sessions/current': signOut.cost,
  };
}
