/** The worlds in which scenarios start. */
import type { Answer, Tokens } from './asked';
import { askAlone } from './client';
import { createWorld, findAda, type World } from './world';

/** The account's first password. */
export const PASSWORD = 'correct horse battery';

/** The password that replaces the first. */
export const NEXT_PASSWORD = 'a phrase that comes next';

/** A world with one account, on which two clients are signed in. */
export interface AccountWorld {
  readonly world: World;
  /** The tokens of the client that registered it. */
  readonly laptop: Tokens;
  /** The tokens of a client that signed in later, with a scope. */
  readonly phone: Tokens;
}

/** Creates an account with a password, data and a scope. */
export async function createAccountWorld(
  options: { readonly maxSessionsPerUser?: number; readonly hasOutdatedHash?: boolean } = {},
): Promise<AccountWorld> {
  const world = createWorld(options);
  const laptop = tokensIn(await askAlone(world, { does: 'register', password: PASSWORD }));
  await askAlone(world, { does: 'give a scope' });
  const phone = tokensIn(await askAlone(world, { does: 'sign in', password: PASSWORD }));
  world.deps.data.items.set(`FOO#${laptop.sub}`, [{ id: '1' }, { id: '2' }, { id: '3' }]);
  const account = findAda(world);
  if (account && options.hasOutdatedHash) {
    world.deps.accounts.set({ ...account, passwordHash: `old|${PASSWORD}|` });
  }
  return { world, laptop, phone };
}

function tokensIn(answer: Answer | undefined): Tokens {
  if (answer?.status !== 'done' || !answer.tokens) throw new Error('The setup of the world failed');
  return answer.tokens;
}

/** Creates a world without accounts. */
export async function createEmptyWorld(): Promise<AccountWorld> {
  return { ...(await createAccountWorld()), world: createWorld() };
}
