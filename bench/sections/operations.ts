/** The AWS calls of requests. */
import { atMost } from '../goals';
import { withCountedRun } from '../harness/count-calls';
import type { Section } from '../section';

/** The largest numbers of reads, writes and KMS calls of a request, including the authorizer's read. */
const LIMITS: Readonly<Record<string, readonly [reads: number, writes: number, kms: number]>> = {
  // Two of the writes reserve the name and confirm it.
  'POST /users': [0, 5, 1],
  // The name, the account, and the attempts on the name.
  'POST /sessions/create': [3, 5, 1],
  'POST /sessions/refresh': [1, 1, 1],
  'GET /users/me': [2, 0, 0],
  'POST /foo': [1, 2, 0],
  'GET /foo/{id}': [2, 0, 0],
  'GET /foo': [2, 0, 0],
  'PUT /foo/{id}': [1, 1, 0],
  'DELETE /foo/{id}': [3, 2, 0],
  'DELETE /sessions/current': [1, 1, 0],
};

export const operations: Section = {
  name: 'operations',
  title: 'Reads and writes of a request',
  timed: false,
  method:
    "One request of each kind over HTTP on the local run, with warm functions. Every call to DynamoDB and KMS counts, including the authorizer's. Bytes are the bodies of the calls and of their responses.",
  run: async (bench) => {
    const counts = await withCountedRun(bench, (run) => run.count());
    const entries = Object.entries(counts);
    return {
      tables: [
        {
          columns: ['Request', 'reads', 'writes', 'KMS', 'bytes'],
          rows: entries.map(([name, { reads, writes, kms, bytes }]) => ({
            name,
            cells: [reads, writes, kms, bytes],
          })),
        },
      ],
      goals: entries.flatMap(([name, { reads, writes, kms }]) => {
        const [maxReads = 0, maxWrites = 0, maxKms = 0] = LIMITS[name] ?? [];
        return [
          atMost(`${name}: reads`, reads, maxReads, 'calls'),
          atMost(`${name}: writes`, writes, maxWrites, 'calls'),
          atMost(`${name}: calls of KMS`, kms, maxKms, 'calls'),
        ];
      }),
    };
  },
};
