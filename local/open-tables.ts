/** Opens the tables that a run works on: those of the run before, new ones, or ones in memory. */
import { mkdirSync, rmSync } from 'node:fs';
import { DatabaseLockedError, type DynamoStore, openDynamoStore } from './aws/dynamodb/store';
import { StartError } from './start-error';
import type { StateFolder } from './state-folder';

/**
 * @param options.fresh forgets everything that this stage or assembly has kept, its keys as well
 * @throws StartError when another run uses the tables
 */
export async function openTables(
  state: StateFolder,
  { memory, fresh }: { memory: boolean; fresh: boolean },
): Promise<DynamoStore> {
  if (memory) return openDynamoStore(undefined);
  try {
    mkdirSync(state.own, { recursive: true, mode: 0o700 });
    const store = await openDynamoStore(state.database);
    if (!fresh) return store;
    // opened first, so that nothing is removed under a run that uses it
    await store.close();
    rmSync(state.own, { recursive: true, force: true });
    return openDynamoStore(state.database);
  } catch (error) {
    if (!(error instanceof DatabaseLockedError)) throw error;
    throw new StartError(
      `Another local run uses the tables under ${state.own}. Stop it, or pass --memory to run beside it.`,
      { cause: error },
    );
  }
}
