/** The pages of `factors`. A file on demand, next to the bundle. */
import { findPageSession } from '../../identity/sessions/pages/find-page-session';
import { createPageGate } from '../../pages/gate';
import { servePage } from '../../pages/serve/form-page';
import { createPageKit, readLook } from '../../pages/serve/page-kit';
import type { LoadedRoutes } from '../../shared/route-code';
import { enrolmentPage } from './enrolment-page';
import { factorsPage } from './factors-page';
import type { PageContext } from './page-parts';

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
  const parts = { ...context, kit };
  const factors = servePage(kit, factorsPage(parts));
  const enrolment = servePage(kit, enrolmentPage(parts));
  return {
    bodies: {},
    gate,
    operations: {
      'GET /account/factors': factors.get,
      'POST /account/factors': factors.post,
      'GET /second-factor/enrolment': enrolment.get,
      'POST /second-factor/enrolment': enrolment.post,
    },
  };
}
