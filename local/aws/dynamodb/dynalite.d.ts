/** The parts of dynalite that the local DynamoDB uses. */

declare module 'dynalite/db' {
  /** A DynamoDB on LevelDB. */
  export interface Store {
    readonly db: { open(): Promise<void> };
    readonly tableDb: { awsAccountId: string; awsRegion: string };
    readonly lifecycleManager: { gracefulClose(): Promise<void> };
  }
  export function create(options: {
    /** The folder of the database. @default - the database is kept in memory */
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Store;
}

declare module 'dynalite/validations' {
  import type { Store } from 'dynalite/db';

  export function checkTypes(data: unknown, types: unknown): Record<string, unknown>;
  export function checkValidations(data: unknown, types: unknown, custom: unknown, store: Store): void;
  export function toLowerFirst(text: string): string;
}
