/**
 * Resumes worker threads that a debugger holds at a breakpoint. Otherwise Node could neither end such a
 * thread nor exit.
 */
import inspector from 'node:inspector';

interface WorkerAttached {
  readonly params: { readonly sessionId: string };
}

interface WorkerMessage {
  readonly params: { readonly sessionId: string; readonly message: string };
}

/**
 * Resumes every paused worker, and from now on every worker that pauses, even with a debugger attached.
 * @see https://github.com/nodejs/node/issues/37614
 */
export function releaseWorkers(): void {
  const session = new inspector.Session();
  session.connect();
  let ids = 0;
  const send = (sessionId: string, method: string) => {
    ids += 1;
    session.post('NodeWorker.sendMessageToWorker', {
      sessionId,
      message: JSON.stringify({ id: ids, method }),
    });
  };
  session.on('NodeWorker.attachedToWorker', ({ params }: WorkerAttached) => {
    // This also reports a pause that has already happened.
    send(params.sessionId, 'Debugger.enable');
    send(params.sessionId, 'Runtime.runIfWaitingForDebugger');
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }: WorkerMessage) => {
    if (JSON.parse(params.message).method === 'Debugger.paused') send(params.sessionId, 'Debugger.resume');
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
}
