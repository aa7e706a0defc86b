/** Opens the tables that a run works on: those of the run before, new ones, or ones in memory. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseLockedError, type DynamoStore, openDynamoStore } from '../aws/dynamodb/store';
import { makePrivateFolder } from '../support/private-folder';
import { StartError } from '../support/start-error';
import type { StateFolder } from './state-folder';

/** @throws StartError when another run uses the tables, or when they can't be read */
export async function openTables(state: StateFolder, { memory }: { memory: boolean }): Promise<DynamoStore> {
  if (memory) return openDynamoStore(undefined);
  makePrivateFolder(state.own);
  try {
    return await openDynamoStore(state.database);
  } catch (error) {
    refuseLocked(error, state);
    throw new StartError(
      `The tables under ${state.own} cannot be read. Pass --fresh to start with empty tables and new keys.`,
      { cause: error },
    );
  }
}

/** State that a run begins without. */
export interface StateAside {
  /** Puts it back in the place of what the run has made. */
  restore(): void;
  /** Removes it for good. */
  forget(): void;
}

/**
 * Puts aside everything that this stage or assembly has kept, its keys as well, until it is known that the run starts.
 * @throws StartError when another run uses it
 */
export async function putStateAside(state: StateFolder): Promise<StateAside> {
  await checkUnused(state);
  const aside = `${state.own}.old`;
  const forget = () => rmSync(aside, { recursive: true, force: true });
  if (!existsSync(state.own)) return { restore: () => {}, forget };
  forget();
  renameSync(state.own, aside);
  return {
    restore() {
      rmSync(state.own, { recursive: true, force: true });
      renameSync(aside, state.own);
    },
    forget,
  };
}

/** Opens what is about to be removed, so that nothing is removed under a run that uses it. */
async function checkUnused(state: StateFolder): Promise<void> {
  if (!existsSync(state.database)) return;
  try {
    await (await openDynamoStore(state.database)).close();
  } catch (error) {
    // whatever else is wrong with them goes with them
    refuseLocked(error, state);
  }
}

function refuseLocked(error: unknown, state: StateFolder): void {
  if (!(error instanceof DatabaseLockedError)) return;
  throw new StartError(
    `Another local run uses the tables under ${state.own}. Stop it, or pass --memory to run at the same time.`,
    { cause: error },
  );
}
