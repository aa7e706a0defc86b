/** Opens the tables of a run: those of the previous run, new ones, or tables in memory. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseLockedError, type DynamoStore, openDynamoStore } from '../aws/dynamodb/store';
import { makePrivateFolder } from '../support/private-folder';
import { StartError } from '../support/start-error';
import type { StateFolder } from './state-folder';

/** @throws StartError when another run uses the tables, or when they cannot be read */
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

/** State that was moved away for a fresh start. */
export interface StateAside {
  /** Restores the state and removes the state of the new run. */
  restore(): void;
  /** Deletes it permanently. */
  forget(): void;
}

/**
 * Moves all state of this stage or assembly away, including its keys, until the run has started.
 * @throws StartError when another run uses the state
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

/** Opens the database before it is removed, to detect a run that uses it. */
async function checkUnused(state: StateFolder): Promise<void> {
  if (!existsSync(state.database)) return;
  try {
    await (await openDynamoStore(state.database)).close();
  } catch (error) {
    // Other errors do not matter, because the database is removed.
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
