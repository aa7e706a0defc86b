/** Opens the port for debuggers. */
import inspector from 'node:inspector';
import { StartError } from '../support/start-error';

/** Always the loopback interface: a process that reaches the port can run code as the developer. */
const HOST = '127.0.0.1';

/**
 * Opens the inspector of this process. Debuggers reach the worker threads of functions through it. Node
 * prints its address to standard error, where editors read it.
 * @param port 0 chooses a free port
 * @throws StartError when the port is in use
 * @see https://nodejs.org/api/inspector.html#inspectoropenport-host-wait
 */
export function openInspector(port: number): void {
  if (isInspectorOpen()) return;
  inspector.open(port, HOST);
  if (inspector.url() === undefined) {
    throw new StartError(`Port ${port} is taken: choose another with --inspect=PORT.`);
  }
}

/**
 * Whether a debugger can attach, because of an option of this program or of Node, or because an editor
 * started the process.
 */
export function isInspectorOpen(): boolean {
  return inspector.url() !== undefined;
}
