/** A client: sends its requests one after the other, and stores their responses. */
import { LatchkeyError } from '../../../lambda/shared/errors';
import { type Answer, type Asked, commands, type Request, type Tokens } from './asked';
import { type Fault, takeWithFault } from './faults';
import { givenTokens } from './history';
import { perform } from './perform';
import { type Actor, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import type { World } from './world';

/** The behavior of a client. */
export interface ClientScript {
  readonly name: string;
  /** Its tokens at the start. @default - none */
  readonly tokens?: Tokens | undefined;
  /** The requests, one after the other. A request that needs tokens is skipped when there are none. */
  readonly requests: readonly Request[];
  /** The fault of the first request. @default - none */
  readonly fault?: Fault | undefined;
}

/** Called with every response, when it is given. */
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

/** Sends a request without interleaving. */
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

/** Sends a request. Returns undefined when there is no response. */
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
