/** Runs bin/app.ts for tests as the CDK's command line does, in a copy of the project that they may change. */
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
  /** Names a file that the test is about to change, and that `restore` puts back. */
  changing(file: string): string;
  /** Synthesizes a stage without bundling into `cdk.out` of the copy. */
  run(stage: string, context?: Readonly<Record<string, string>>): RunResult;
  restore(): void;
  remove(): void;
}

/** How it ended. */
export interface RunResult {
  readonly status: number | null;
  readonly stderr: string;
  readonly stdout: string;
}

/** Makes the copy. */
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
      // where nothing was changed, Node finds what it has compiled in the project itself
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
