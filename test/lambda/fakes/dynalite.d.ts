/** The part of dynalite that the stores' tests use. */

declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @param options how long a new table takes to become active, in milliseconds */
  function dynalite(options: { readonly createTableMs: number }): Server;
  export = dynalite;
}
