/** The locations of a run's state under `.local/`: tables, keys and its assembly. */
import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { makePrivateFolder } from '../support/private-folder';
import { StartError } from '../support/start-error';

/** The folders of one run. */
export interface StateFolder {
  /** `.local`, which the runs of a project share. */
  readonly root: string;
  /** The files by which commands find running runs. */
  readonly endpoints: string;
  /** The state of this stage or assembly, separate from all others. */
  readonly own: string;
  readonly database: string;
  readonly keys: string;
  /** The messages of queues. */
  readonly messages: string;
  /** The offset of the clock. */
  readonly clock: string;
  /** Temporary files of a run in memory. Such runs can run in parallel. */
  readonly scratch: string;
  /** The folder for the synthesized app. */
  readonly assembly: string;
  /** The folder for builds of changed functions. */
  readonly builds: string;
  /** The folder for functions with inline code. */
  readonly inlineCode: string;
  /** The output of a failed synthesis. */
  readonly synthLog: string;
}

/** The owner of the state. */
export interface StateOwner {
  readonly stage: string;
  /** @default - the project's own app */
  readonly assembly?: string | undefined;
  /** @default - the only stack with an API */
  readonly stack?: string | undefined;
  readonly memory: boolean;
}

/**
 * Returns the folders of a run, and creates those that all runs share.
 * @throws StartError when they cannot be created, or when the stage has the name of one of them
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
    messages: join(own, 'messages'),
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
