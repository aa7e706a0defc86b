/** Type-checks a copy of the project, as `npm run typecheck` would. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './synthesize';

const run = promisify(execFile);
const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/** What the type checker says of a project; empty when it has nothing to say. */
export async function checkTypes(project: string): Promise<string> {
  try {
    await run(process.execPath, [tsc, '--noEmit'], { cwd: project });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
