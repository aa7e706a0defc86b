/** Where a run keeps what it keeps: tables, keys and its own assembly, all under `.local/`. */
import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { makePrivateFolder } from '../support/private-folder';
import { StartError } from '../support/start-error';

/** The folders of one run. */
export interface StateFolder {
  /** `.local`, which the runs of a project share. */
  readonly root: string;
  /** The files by which commands find the runs. */
  readonly endpoints: string;
  /** What this stage or assembly keeps, apart from all others. */
  readonly own: string;
  readonly database: string;
  readonly keys: string;
  /** How far the clock was turned. */
  readonly clock: string;
  /** What lasts no longer than a run in memory, which may stand beside others. */
  readonly scratch: string;
  /** Where the app is synthesized to. */
  readonly assembly: string;
  /** Where functions are built to that have changed since. */
  readonly builds: string;
  /** Where functions with inline code are written to. */
  readonly inlineCode: string;
  /** What a failing synthesis wrote. */
  readonly synthLog: string;
}

/** Whose state it is. */
export interface StateOwner {
  readonly stage: string;
  /** @default - the project's own app */
  readonly assembly?: string | undefined;
  /** @default - the only stack with an API */
  readonly stack?: string | undefined;
  readonly memory: boolean;
}

/**
 * Names the folders of a run, and makes those that all runs share.
 * @throws StartError when they can't be made, or when the stage has the name of one of them
 */
export function prepareStateFolder(project: string, owner: StateOwner): StateFolder {
  const root = join(project, '.local');
  const endpoints = join(root, 'endpoints');
  if (owner.stage === basename(endpoints)) {
    throw new StartError(`No stage can be named ${owner.stage}: .local/${owner.stage} belongs to all runs.`);
  }
  makePrivateFolder(root);
  makePrivateFolder(endpoints);
  const { stage, assembly, stack, memory } = owner;
  const source = assembly === undefined ? stage : `assembly-${digest(resolve(assembly))}`;
  const own = join(root, stack === undefined ? source : `${source}.${stack}`);
  const scratch = join(root, `cdk.out.${process.pid}`);
  const ofRun = memory ? scratch : own;
  return {
    root,
    endpoints,
    own,
    database: join(own, 'tables'),
    keys: join(own, 'keys'),
    clock: join(own, 'clock.json'),
    scratch,
    assembly: join(ofRun, 'cdk.out'),
    builds: join(ofRun, 'build'),
    inlineCode: join(ofRun, 'inline-code'),
    synthLog: join(root, 'synth.log'),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
