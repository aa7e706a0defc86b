/** Reports events that would end a worker. The pool ends it only when its native modules allow it. */
import { hasNativeWork, type NativeWork } from '../native-work';

/**
 * Reports uncaught errors and unhandled rejections, which end a function as on Lambda. Also reports an exit
 * during native calls.
 */
export function reportCrashes(work: NativeWork, report: (error: unknown) => void): void {
  process.on('uncaughtException', (error) => report(error));
  const exit = process.exit;
  process.exit = (code) => {
    if (!hasNativeWork(work)) exit(code);
    const error = new Error(`Runtime exited with error: exit status ${code ?? process.exitCode ?? 0}`);
    error.name = 'Runtime.ExitError';
    report(error);
    throw error;
  };
}
