/** Reports what would end a worker, so that it ends only when its native modules let it. */
import { hasNativeWork, type NativeWork } from '../native-work';

/**
 * Reports uncaught errors and unhandled rejections, which end a function as they do on Lambda, and an exit while native
 * calls are under way.
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
