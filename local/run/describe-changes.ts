/** Describes what a run serves now and did not serve before, and what it no longer serves. */
import { listRoutes } from '../template/read/list-routes';
import type { ServedStage } from './serve-assembly';

/**
 * Returns lines such as `+ GET /bar, anyone` and `- shop, stage beta, at http://localhost:41234`. Removed
 * parts are first.
 */
export function describeChanges(
  before: readonly ServedStage[],
  after: readonly ServedStage[],
): readonly string[] {
  const several = new Set([...before, ...after].map(({ api }) => api.logicalId)).size > 1;
  const [old, now] = [listLines(before, several), listLines(after, several)];
  return [
    ...[...old].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...[...now].filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ];
}

/** @param several whether each route is shown with its API */
function listLines(served: readonly ServedStage[], several: boolean): ReadonlySet<string> {
  const stages = served.map(({ api, origin }) => `${api.name}, stage ${api.stage.name}, at ${origin}`);
  const routes = served.flatMap(({ api }) =>
    listRoutes(api).map(({ verb, path, callers }) =>
      [`${verb} ${path}`, ...(several ? [api.name] : []), callers].join(', '),
    ),
  );
  return new Set([...stages, ...routes]);
}
