/** Lets worker threads go on that a debugger holds at a breakpoint: Node can neither end such a thread nor exit. */
import inspector from 'node:inspector';

interface WorkerAttached {
  readonly params: { readonly sessionId: string };
}

interface WorkerMessage {
  readonly params: { readonly sessionId: string; readonly message: string };
}

/**
 * Resumes every worker that is stopped, and from now on every one that stops, beside whatever debugger is attached.
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
    // tells of a stop that there is already, too
    send(params.sessionId, 'Debugger.enable');
    send(params.sessionId, 'Runtime.runIfWaitingForDebugger');
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }: WorkerMessage) => {
    if (JSON.parse(params.message).method === 'Debugger.paused') send(params.sessionId, 'Debugger.resume');
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
}
