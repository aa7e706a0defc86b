/** The pages of `factors`. A file on demand, next to the bundle. */
import type { Environment } from '../../environment';
import { findPageSession } from '../../identity/sessions/pages/find-page-session';
import type { Sessions } from '../../identity/sessions/sessions';
import { createPageGate } from '../../pages/gate';
import { servePage } from '../../pages/serve/form-page';
import { createPageKit, readLook } from '../../pages/serve/page-kit';
import type { LoadedRoutes } from '../../shared/route-code';
import { factorsPage } from './factors-page';

/** What the pages take over from the bundle. */
export interface PageContext {
  readonly environment: Environment<'factors'>;
  readonly sessions: Pick<Sessions, 'find'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Creates the code of the pages. */
export function createPageRoutes(context: PageContext): LoadedRoutes<'factors', 'pages'> {
  const { environment, sessions, now } = context;
  const kit = createPageKit(environment.pagesOrigin, readLook(__dirname));
  const gate = createPageGate({
    origin: environment.pagesOrigin,
    findSession: findPageSession({
      ...environment,
      sessions,
      trustsDevices: environment.trustedDevices !== '',
      now,
    }),
    writeProblem: kit.writeProblem,
    now,
  });
  const factors = servePage(kit, factorsPage(context));
  return {
    bodies: {},
    gate,
    operations: { 'GET /account/factors': factors.get, 'POST /account/factors': factors.post },
  };
}
