/** Reports the failure of a command. */

/**
 * Returns an error handler that prints the first line of an error, without its stack, and sets the exit code 1.
 * @param name the command as an operator types it, such as `users:show`
 */
export function reportFailure(name: string): (error: unknown) => void {
  return (error) => {
    const [line] = error instanceof Error ? error.message.split('\n') : [];
    console.error(`${name}: ${line || 'failed'}`);
    process.exitCode = 1;
  };
}
