/** Ends a command that has failed. */

/**
 * Prints the first line of an error, without its stack, and sets the exit code 1.
 * @param name as it is typed, such as `users:show`
 */
export function reportFailure(name: string): (error: unknown) => void {
  return (error) => {
    const [line] = error instanceof Error ? error.message.split('\n') : [];
    console.error(`${name}: ${line || 'failed'}`);
    process.exitCode = 1;
  };
}
