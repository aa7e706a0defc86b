/** Applies mutations in copies of the project and sees whether the named test of each fails. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyTree, removeTree } from './copy-tree';
import { applyMutation, type Mutation } from './mutation';
import type { TestRun } from './read-run';
import { runNamedTests } from './run-named-tests';

/** The result of a mutation. */
export interface Verdict {
  readonly mutation: Mutation;
  /** `survived`: the test passes without the defense. `broken`: no test ran, or it ran out of time. */
  readonly outcome: 'caught' | 'survived' | 'broken';
  readonly run: TestRun;
  readonly seconds: number;
}

/** How to run. */
export interface MutationRun {
  /** The project's root. */
  readonly root: string;
  /** Copies that are worked in at the same time. */
  readonly copies: number;
  /** Called with every verdict, as soon as it is known. */
  readonly onVerdict: (verdict: Verdict) => void;
  /** Called with the result of each file's tests on the unchanged source, where all must pass. */
  readonly onChecked: (file: string, run: TestRun) => void;
}

/** A run that can be stopped. */
export interface StartedRun {
  readonly verdicts: Promise<readonly Verdict[]>;
  /** Ends the processes of the run and removes its copies. */
  stop(): void;
}

/** Whether tests pass on the unchanged source, so that they can check a mutation. */
export function isSound({ failed, broken }: TestRun): boolean {
  return failed === 0 && broken === undefined;
}

/** Starts a run of mutations. A test file whose named tests do not pass on the unchanged source catches nothing. */
export function startMutations(mutations: readonly Mutation[], options: MutationRun): StartedRun {
  const { root, copies, onVerdict, onChecked } = options;
  const projects = Array.from({ length: copies }, () => copyTree(root));
  const children = new Set<ChildProcess>();
  let isStopped = false;
  const onStart = (child: ChildProcess) => {
    children.add(child);
    child.once('close', () => children.delete(child));
  };

  /** Returns the names of the tests of a file that run together, with and without a mutation. */
  const namesOf = (file: string) =>
    mutations.flatMap(({ caughtBy }) => (caughtBy.file === file ? [caughtBy.name] : []));

  /** Performs the tasks, each copy one at a time. */
  async function share<Task>(
    tasks: readonly Task[],
    perform: (task: Task, project: string) => Promise<void>,
  ): Promise<void> {
    const queue = [...tasks];
    await Promise.all(
      projects.map(async (project) => {
        for (let task = queue.shift(); task !== undefined && !isStopped; task = queue.shift()) {
          await perform(task, project);
        }
      }),
    );
  }

  async function judge(mutation: Mutation, project: string): Promise<Verdict> {
    const path = join(project, mutation.file);
    const source = readFileSync(path, 'utf8');
    const started = performance.now();
    writeFileSync(path, applyMutation(source, mutation));
    try {
      const { file, name } = mutation.caughtBy;
      // the tests that passed without the mutation, because a test may need those before it
      const run = await runNamedTests({ project, file, names: namesOf(file), counted: name, onStart });
      const outcome = run.failure ? 'caught' : run.broken === undefined ? 'survived' : 'broken';
      return { mutation, outcome, run, seconds: (performance.now() - started) / 1000 };
    } finally {
      if (!isStopped) writeFileSync(path, source);
    }
  }

  /** Runs the named tests of each file on the unchanged source. Returns the files of which not all pass. */
  async function findUnsound(): Promise<ReadonlySet<string>> {
    const unsound = new Set<string>();
    const files = [...new Set(mutations.map(({ caughtBy }) => caughtBy.file))];
    await share(files, async (file, project) => {
      const run = await runNamedTests({ project, file, names: namesOf(file), onStart });
      if (isStopped) return;
      onChecked(file, run);
      if (!isSound(run)) unsound.add(file);
    });
    return unsound;
  }

  async function runAll(): Promise<readonly Verdict[]> {
    const verdicts: Verdict[] = [];
    try {
      const unsound = await findUnsound();
      const judged = mutations.filter(({ caughtBy }) => !unsound.has(caughtBy.file));
      await share(judged, async (mutation, project) => {
        const verdict = await judge(mutation, project);
        if (isStopped) return;
        verdicts.push(verdict);
        onVerdict(verdict);
      });
      return verdicts;
    } finally {
      projects.forEach(removeTree);
    }
  }

  return {
    verdicts: runAll(),
    stop() {
      isStopped = true;
      children.forEach(endGroup);
      projects.forEach(removeTree);
    },
  };
}

/** Ends a process and those that it has started, such as the server of the contract suites. */
function endGroup(child: ChildProcess): void {
  try {
    // a process that leads a group; Windows has none
    if (process.platform === 'win32' || child.pid === undefined) child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  } catch {
    // it has already ended
  }
}
