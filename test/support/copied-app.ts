/** Runs bin/app.ts as the CDK's command line does, in a copy of the project that tests may change. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './copy-project';
import { projectRoot } from './synthesize';
import { typescriptOptions } from './typescript-process';

/** The app in a copy. */
export interface CopiedApp {
  /** The folder of the copy. */
  readonly project: string;
  /** Registers a file that the test is about to change, for `restore`. */
  changing(file: string): string;
  /** Synthesizes a stage without bundling into `cdk.out` of the copy. */
  run(stage: string, context?: Readonly<Record<string, string>>): RunResult;
  restore(): void;
  remove(): void;
}

/** The result of a run. */
export interface RunResult {
  readonly status: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

/** Creates the copy. */
export function copyApp(): CopiedApp {
  const project = copyProject(['bin', 'lib', 'lambda']);
  const originals = new Map<string, string>();
  return {
    project,
    changing(file) {
      const path = join(project, file);
      originals.set(path, readFileSync(path, 'utf8'));
      return file;
    },
    run(stage, context = {}) {
      // Without changes, Node can use the compile cache of the project itself.
      const cwd = originals.size > 0 ? project : projectRoot;
      const { status, stderr, stdout } = spawnSync(process.execPath, [...typescriptOptions, 'bin/app.ts'], {
        cwd,
        encoding: 'utf8',
        env: {
          ...process.env,
          CDK_OUTDIR: join(project, 'cdk.out'),
          CDK_CONTEXT_JSON: JSON.stringify({ stage, ...context, 'aws:cdk:bundling-stacks': [] }),
        },
      });
      return { status, stderr, stdout };
    },
    restore() {
      for (const [path, text] of originals) writeFileSync(path, text);
      originals.clear();
      rmSync(join(project, 'cdk.out'), { recursive: true, force: true });
    },
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}
