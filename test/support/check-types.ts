/** Type-checks a copy of the project, as `npm run typecheck` would. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './synthesize';

const run = promisify(execFile);
const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');

/**
 * What the type checker says of a project; empty when it has nothing to say.
 * @param folders what to check, with all that it imports. Default: everything
 */
export async function checkTypes(project: string, folders?: readonly string[]): Promise<string> {
  const config = join(project, folders ? 'tsconfig.part.json' : 'tsconfig.json');
  if (folders) writeFileSync(config, JSON.stringify({ extends: './tsconfig.json', include: folders }));
  try {
    await run(process.execPath, [tsc, '--project', config, '--noEmit', '--singleThreaded'], {
      cwd: project,
      // with threads, which each find out the same types, and with collections of its garbage it takes twice the work
      env: { ...process.env, GOGC: 'off' },
    });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
