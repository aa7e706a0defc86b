/** Opens the port that debuggers attach to. */
import inspector from 'node:inspector';
import { StartError } from '../support/start-error';

/** A process that reaches the port can run code as the developer, so it is never another address. */
const HOST = '127.0.0.1';

/**
 * Opens the inspector of this process, through which debuggers reach the worker threads that run functions. Node prints its address to
 * standard error, where editors look for it.
 * @param port 0 takes any free one
 * @throws StartError when the port is taken
 * @see https://nodejs.org/api/inspector.html#inspectoropenport-host-wait
 */
export function openInspector(port: number): void {
  if (isInspectorOpen()) return;
  inspector.open(port, HOST);
  if (inspector.url() === undefined) {
    throw new StartError(`Port ${port} is taken: choose another with --inspect=PORT.`);
  }
}

/** Whether a debugger may attach, by an option of this program or of Node, or because an editor started it. */
export function isInspectorOpen(): boolean {
  return inspector.url() !== undefined;
}
