/** Reports the failure of a command. */
import { findUsageFault } from './usage-error';

/**
 * Returns an error handler that prints the first line of an error, without its stack. It sets the exit code 2 if the
 * command line is not valid, and otherwise 1.
 * @param name the command as an operator types it, such as `users:show`
 */
export function reportFailure(name: string): (error: unknown) => void {
  return (error) => {
    const usageFault = findUsageFault(error);
    const [line] = error instanceof Error ? error.message.split('\n') : [];
    console.error(`${name}: ${usageFault ?? (line || 'failed')}`);
    process.exitCode = usageFault === undefined ? 1 : 2;
  };
}
