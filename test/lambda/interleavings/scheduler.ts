/** Lets a test decide which of several actors takes the next step. */

/** A call to a dependency, before it is made. */
export interface Step {
  readonly name: string;
  /**
   * The place that it reads or writes, shared with other actors. @default - none: its position among others'
   * steps does not matter
   */
  readonly touches?: Touch;
}

/** A place in the stores. */
export interface Touch {
  /**
   * Names joined by slashes, outermost first. A place includes those that begin with it, and '' includes all.
   */
  readonly place: string;
  readonly writes: boolean;
}

/** Waits for the caller's turn, then acts. */
export type TakeStep = <Result>(step: Step, act: () => Promise<Result>) => Promise<Result>;

/** An actor that acts step by step, and waits in between. */
export interface Actor {
  readonly name: string;
  /** The next step. Undefined at the end. */
  readonly next: Step | undefined;
  /** Lets the actor take that step. Resolves when it waits again or has ended. */
  proceed(): Promise<void>;
}

/** Chooses the actor of the next step. Undefined ends the run early. */
export type Choose = (waiting: readonly Actor[]) => Actor | undefined;

/** Starts an actor, which waits before its first step. */
export async function startActor(name: string, script: (take: TakeStep) => Promise<void>): Promise<Actor> {
  let waiting: { readonly step: Step; readonly go: () => void } | undefined;
  let failure: unknown;
  let halt = () => {};
  const untilHalt = () => new Promise<void>((resolve) => (halt = resolve));

  const take: TakeStep = async (step, act) => {
    if (waiting) throw new Error(`${name} takes two steps at once`);
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
      if (!go) throw new Error(`${name} has ended`);
      waiting = undefined;
      const halted = untilHalt();
      go();
      await halted;
      if (failure) throw failure;
    },
  };
}

/** Runs actors until all have ended. Returns the steps in their order, and whether the run completed. */
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
