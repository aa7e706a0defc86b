/** A client: asks one thing after the other, and remembers what it is told. */
import { LatchkeyError } from '../../../lambda/shared/errors';
import { type Answer, type Asked, commands, type Request, type Tokens } from './asked';
import { type Fault, takeWithFault } from './faults';
import { givenTokens } from './history';
import { perform } from './perform';
import { type Actor, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import type { World } from './world';

/** What a client does. */
export interface ClientScript {
  readonly name: string;
  /** What it holds at first. @default - nothing */
  readonly tokens?: Tokens | undefined;
  /** One after the other; one that needs tokens is left out when it has got none. */
  readonly requests: readonly Request[];
  /** What goes wrong in the first request. @default - nothing */
  readonly fault?: Fault | undefined;
}

/** Called with every answer, at the moment it is given. */
export type OnAnswer = () => void;

const everything = { place: '', writes: true };

/** Starts a client. */
export function startClient(world: World, script: ClientScript, onAnswer: OnAnswer): Promise<Actor> {
  return startActor(script.name, async (take) => {
    let { tokens, fault } = script;
    for (const request of script.requests) {
      if (needsTokens(request) && !tokens) continue;
      const asked: Asked = { client: script.name, request, tokens, isFaulty: fault !== undefined };
      world.history.push(asked);
      const answer = await ask(world, asked, take, fault);
      fault = undefined;
      if (!answer) continue;
      await take({ name: 'is answered', touches: everything }, async () => {
        receive(world, asked, answer);
        onAnswer();
      });
      if (answer.status === 'done' && answer.tokens) tokens = answer.tokens;
    }
  });
}

/** Asks without waiting for anybody. */
export async function askAlone(world: World, request: Request, tokens?: Tokens): Promise<Answer | undefined> {
  const asked: Asked = { client: 'alone', request, tokens, isFaulty: false };
  world.history.push(asked);
  const answer = await ask(world, asked, (_step, act) => act(), undefined);
  if (answer) receive(world, asked, answer);
  return answer;
}

function receive(world: World, asked: Asked, answer: Answer): void {
  asked.answered = { tick: ++world.ticks, answer };
  const tokens = givenTokens(asked);
  if (tokens && asked.request.does !== 'refresh') world.held.push({ ...tokens, begun: asked });
}

/** Returns undefined when there is no answer. */
async function ask(
  world: World,
  asked: Asked,
  take: TakeStep,
  fault: Fault | undefined,
): Promise<Answer | undefined> {
  let crash = () => {};
  const crashed = new Promise<undefined>((resolve) => {
    crash = () => resolve(undefined);
  });
  const takeOwn: TakeStep = (step, act) =>
    take(step, () => {
      asked.began ??= { tick: ++world.ticks, millis: world.deps.clock.millis };
      return act();
    });
  const deps = createSteppedDependencies(world, fault ? takeWithFault(takeOwn, fault, crash) : takeOwn);
  const performed = perform(world, deps, asked.request, asked.tokens).catch((error) =>
    refuse(asked.request, error),
  );
  return Promise.race([performed, crashed]);
}

function refuse({ does }: Request, error: unknown): Answer {
  if (error instanceof LatchkeyError) return { status: 'refused', code: error.code };
  const isCommand = commands.includes(does);
  if (
    isCommand &&
    error instanceof Error &&
    /^(The user|The account|Another request|Other requests)/.test(error.message)
  ) {
    return { status: 'refused', code: 'CHANGED_MEANWHILE' };
  }
  throw error;
}

function needsTokens({ does }: Request): boolean {
  return !['register', 'sign in', ...commands].includes(does);
}
