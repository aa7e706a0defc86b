/** Type-checks a copy of the project, as `npm run typecheck` does. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './synthesize';

const run = promisify(execFile);
const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * Returns the errors of the type checker, or an empty string.
 * @param folders the folders to check, with all their imports. Default: everything
 */
export async function checkTypes(project: string, folders?: readonly string[]): Promise<string> {
  const config = join(project, folders ? 'tsconfig.part.json' : 'tsconfig.json');
  if (folders) writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', include: folders }));
  try {
    await run(process.execPath, [tsc, '--project', config, '--noEmit', '--singleThreaded'], {
      cwd: project,
      // Threads check the same types repeatedly. Together with garbage collection that doubles the work.
      env: { ...process.env, GOGC: 'off' },
    });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
