/** Where a run keeps what it keeps: tables, keys and its own assembly, all under `.local/`. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folders of one run. */
export interface StateFolder {
  /** `.local`, which the runs of a project share. */
  readonly root: string;
  /** What this stage or assembly keeps, apart from all others. */
  readonly own: string;
  readonly database: string;
  readonly keys: string;
  /** Where the app is synthesized to. */
  readonly assembly: string;
  /** Where functions with inline code are written to. */
  readonly inlineCode: string;
}

/** Names the folders of a run, and makes `.local`, readable by its owner alone. */
export function prepareStateFolder(project: string, stage: string, assembly?: string): StateFolder {
  const root = join(project, '.local');
  mkdirSync(root, { recursive: true, mode: 0o700 });
  chmodSync(root, 0o700);
  const own = join(root, assembly === undefined ? stage : `assembly-${digest(resolve(assembly))}`);
  return {
    root,
    own,
    database: join(own, 'tables'),
    keys: join(own, 'keys'),
    assembly: join(own, 'cdk.out'),
    inlineCode: join(own, 'inline-code'),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
