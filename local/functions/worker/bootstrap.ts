/** The program of a worker. It loads one function and runs its events in sequence. */
import { parentPort, workerData } from 'node:worker_threads';
import type { InvokeMessage, StartedWorkerData, WorkerMessage } from '../protocol';
import { describeError } from './describe-error';
import { loadHandler } from './load-handler';
import { trackNativeWork } from './native-work';
import { redirectPackages } from './redirect-packages';
import { reportCrashes } from './report-crashes';
import { reportFailures } from './report-failures';
import { runHandler } from './run-handler';
import { useClock } from './use-clock';

const data = workerData as StartedWorkerData;
let current: InvokeMessage | undefined;

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function requestOf(message: InvokeMessage | undefined): { requestId?: string } {
  return message === undefined ? {} : { requestId: message.requestId };
}

for (const stream of [process.stdout, process.stderr]) {
  // Messages keep their order. The worker's own streams do not keep the order between output and messages.
  stream.write = (chunk: unknown, encoding?: unknown, callback?: unknown) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8');
    post({ kind: 'output', text, ...requestOf(current) });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') done();
    return true;
  };
}

async function main(): Promise<void> {
  useClock(data.clock);
  trackNativeWork(data.nativeWork);
  reportCrashes(data.nativeWork, (error) => post({ kind: 'crashed', error: describeError(error) }));
  reportFailures((error) => post({ kind: 'caught', error: describeError(error), ...requestOf(current) }));
  redirectPackages(data.redirects);
  if (data.answers !== undefined) {
    // Its HTTPS module takes a fifth of the start of an instance, and only custom resources need it.
    const { redirectAnswers } = await import('./redirect-answers');
    redirectAnswers(data.answers);
  }
  const handler = await loadHandler(data.codePath, data.handler);
  parentPort?.on('message', async (message: InvokeMessage) => {
    current = message;
    const outcome = await runHandler(handler, message, data);
    post({ kind: 'done', ...outcome });
    current = undefined;
  });
  post({ kind: 'ready' });
}

main().catch((error: unknown) => post({ kind: 'load-failed', error: describeError(error) }));
