/**
 * Synthesizes the app for a test like `cdk synth`, but without the validation that takes most of its time.
 */
import { exec } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { typescriptOptions } from './typescript-process';

const run = promisify(exec);

/** The project's folder. */
export const projectRoot = join(__dirname, '..', '..');

const keepingCompiled = typescriptOptions.map((option) => JSON.stringify(option)).join(' ');

/** The options of a synthesis. */
export interface Synthesis {
  /** The folder of the cloud assembly. */
  readonly output: string;
  /** @default - this project */
  readonly project?: string;
  /** @default 'test' */
  readonly stage?: string;
  /**
   * The command that runs the app. @default - that of cdk.json, with a cache of compiled code for the next
   * process
   */
  readonly app?: string;
}

/**
 * Runs the `app` command of the project's cdk.json.
 * @throws Error with the app's standard error
 */
export async function synthesize({
  output,
  project = projectRoot,
  stage = 'test',
  app,
}: Synthesis): Promise<void> {
  const { app: own, context } = JSON.parse(await readFile(join(project, 'cdk.json'), 'utf8'));
  await run(app ?? own.replace('--import tsx', keepingCompiled), {
    cwd: project,
    env: {
      ...process.env,
      PATH: [join(__dirname, 'direct'), process.env.PATH].join(delimiter),
      CDK_OUTDIR: output,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }),
    },
  });
}
