/**
 * Ends functions while their native modules are working. Runs in a separate process, because an abort would
 * end it. Argument: MANNER.
 */
import { EventEmitter, once } from 'node:events';
import { mock } from 'node:test';
import { endRuns, run } from './run-function';

/**
 * More than the thread pool runs at once. Each takes some milliseconds, so they are running when the function
 * reports its start.
 */
const HASHES = 100;

/** The maximum of Lambda. */
const TIMEOUT_SECONDS = 900;

const source = `
const argon2 = require(${JSON.stringify(require.resolve('argon2'))});
exports.handler = async (event) => {
  const salt = Buffer.alloc(16);
  const hashing = Array.from({ length: ${HASHES} }, () => argon2.hash('x', { salt, memoryCost: 8192, parallelism: 1 }));
  console.log('begun');
  if (event === 'crash') setImmediate(() => { throw new RangeError('loose'); });
  if (event === 'exit') process.exit(3);
  if (event === 'return') return 'early';
  await Promise.all(hashing);
  await new Promise(() => {});
};`;

async function main(manner = ''): Promise<void> {
  // The timeout fires when the hashes are running, regardless of how long that takes.
  if (manner === 'time-out') mock.timers.enable({ apis: ['setTimeout'] });
  const { functions, logs, call } = await run(source, { timeoutSeconds: TIMEOUT_SECONDS });
  const begun = new EventEmitter();
  const push = logs.push.bind(logs);
  logs.push = (...added) => {
    if (added.some(({ text }) => text === 'begun')) begun.emit('begun');
    return push(...added);
  };
  await functions.warm();
  const started = once(begun, 'begun');
  const result = call(manner);
  await started;
  if (manner === 'time-out') mock.timers.tick(TIMEOUT_SECONDS * 1000);
  if (manner !== 'close') await result;
  await endRuns();
  console.log(JSON.stringify(await result));
}

void main(process.argv[2]);
