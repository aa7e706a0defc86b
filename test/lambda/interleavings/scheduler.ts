/** Lets a test decide which of several actors takes the next step. */

/** A call to the outside, before it is made. */
export interface Step {
  readonly name: string;
  /** What it reads or writes that others may write or read. @default - nothing: its place among others' steps does not matter */
  readonly touches?: Touch;
}

/** A place in the stores. */
export interface Touch {
  /** Names joined by slashes, the outer ones first; a place holds those that begin with it, and '' holds all. */
  readonly place: string;
  readonly writes: boolean;
}

/** Waits until it is the caller's turn, then acts. */
export type TakeStep = <Result>(step: Step, act: () => Promise<Result>) => Promise<Result>;

/** Somebody who acts step by step, and otherwise waits. */
export interface Actor {
  readonly name: string;
  /** The step to come; undefined at the end. */
  readonly next: Step | undefined;
  /** Lets it take that step, and returns when it waits again or is at its end. */
  proceed(): Promise<void>;
}

/** Chooses who takes the next step; undefined ends the run early. */
export type Choose = (waiting: readonly Actor[]) => Actor | undefined;

/** Starts an actor; it waits before its first step. */
export async function startActor(name: string, script: (take: TakeStep) => Promise<void>): Promise<Actor> {
  let waiting: { readonly step: Step; readonly go: () => void } | undefined;
  let failure: unknown;
  let halt = () => {};
  const untilHalt = () => new Promise<void>((resolve) => (halt = resolve));

  const take: TakeStep = async (step, act) => {
    if (waiting) throw new Error(`${name} is to take two steps at once`);
    await new Promise<void>((go) => {
      waiting = { step, go };
      halt();
    });
    return act();
  };

  const halted = untilHalt();
  script(take).then(
    () => halt(),
    (error) => {
      failure = error;
      halt();
    },
  );
  await halted;
  if (failure) throw failure;
  return {
    name,
    get next() {
      return waiting?.step;
    },
    async proceed() {
      const { go } = waiting ?? {};
      if (!go) throw new Error(`${name} is at its end`);
      waiting = undefined;
      const halted = untilHalt();
      go();
      await halted;
      if (failure) throw failure;
    },
  };
}

/** Lets actors act until all are at their ends. Returns the steps in their order, and whether the end was reached. */
export async function runActors(
  actors: readonly Actor[],
  choose: Choose,
): Promise<{ readonly steps: readonly string[]; readonly isComplete: boolean }> {
  const steps: string[] = [];
  for (;;) {
    const waiting = actors.filter(({ next }) => next !== undefined);
    if (waiting.length === 0) return { steps, isComplete: true };
    const actor = waiting.find(({ next }) => next?.touches === undefined) ?? choose(waiting);
    if (!actor) return { steps, isComplete: false };
    steps.push(`${actor.name}: ${actor.next?.name}`);
    await actor.proceed();
  }
}
