/** The table of an API's routes in a stage that a local run prints when it is ready. */

import type { RestApi } from '../template/model';
import { listRoutes } from '../template/read/list-routes';

/** One line for each route: method, path, who may call it. */
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
