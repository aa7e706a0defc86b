/** Formats the table of an API's routes that a local run prints at start. */

import type { RestApi } from '../template/model';
import { listRoutes } from '../template/read/list-routes';

/** Returns one line for each route: method, path, permitted callers. */
export function printRoutes(api: RestApi): string {
  const routes = listRoutes(api);
  const width = (column: 'verb' | 'path') => Math.max(0, ...routes.map((route) => route[column].length));
  return routes
    .map(
      ({ verb, path, callers }) =>
        `  ${verb.padEnd(width('verb'))}  ${path.padEnd(width('path'))}  ${callers}`,
    )
    .join('\n');
}
