/** The pages of `factors`, with the dependencies in memory. */
import { coreBodies, passkeyKit } from '../../../lambda/factors/core-bodies';
import { enrolmentPage } from '../../../lambda/factors/pages/enrolment-page';
import { factorsPage } from '../../../lambda/factors/pages/factors-page';
import type { PageParts } from '../../../lambda/factors/pages/page-parts';
import { createPasskeyBodies } from '../../../lambda/factors/passkey-bodies';
import { enrolByChallenge } from '../../../lambda/identity/factors/enrolment/enrol-by-challenge';
import { cancelFactorsReset } from '../../../lambda/identity/factors/management/cancel-factors-reset';
import { enrolTotp } from '../../../lambda/identity/factors/management/enrol-totp';
import { listFactors } from '../../../lambda/identity/factors/management/list-factors';
import { removeFactor } from '../../../lambda/identity/factors/management/remove-factor';
import { replaceRecoveryCodes } from '../../../lambda/identity/factors/management/replace-recovery-codes';
import { beginRegistration } from '../../../lambda/identity/passkeys/management/begin-registration';
import { listPasskeys } from '../../../lambda/identity/passkeys/management/list-passkeys';
import { registerPasskey } from '../../../lambda/identity/passkeys/management/register-passkey';
import { removePasskey } from '../../../lambda/identity/passkeys/management/remove-passkey';
import { renamePasskey } from '../../../lambda/identity/passkeys/management/rename-passkey';
import {
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '../../../lambda/identity/passkeys/management/second-factor-switch';
import { findPageSession } from '../../../lambda/identity/sessions/pages/find-page-session';
import { digestPageSecret, formatPageSecret } from '../../../lambda/identity/sessions/pages/page-secret';
import { createPageGate } from '../../../lambda/pages/gate';
import { servePage } from '../../../lambda/pages/serve/form-page';
import { createPageKit } from '../../../lambda/pages/serve/page-kit';
import type { Caller } from '../../../lambda/shared/http/request';
import { SOURCE } from './auth-dependencies';
import { createMemoryEnrolmentChallenges } from './memory-enrolment-challenges';
import { createBrowser, servePages } from './page-browser';
import { PAGES_ORIGIN } from './page-requests';
import type { PasskeyDependencies } from './passkey-management-scene';

/** What the stage has. */
export interface FactorPageOptions {
  /** `required`: accounts must verify an address. @default '' */
  readonly emailPolicy?: string;
  /** @default true */
  readonly hasPasskeys?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: each route gets the body of its schema
type Call = any;

const source = SOURCE;

function createRoutes(fakes: PasskeyDependencies) {
  const enrolmentChallenges = createMemoryEnrolmentChallenges(fakes.challenges);
  const deps = { ...fakes, serviceName: 'Latchkey', enrolmentChallenges };
  const idOf = ({ caller, pathParameter }: Call) => ({ caller, id: pathParameter('id'), source });
  /** Makes a route of an operation. */
  const route = (run: (call: Call) => Promise<unknown>) => async (call: Call) => ({
    ...{ status: 200, body: await run(call) },
  });
  return {
    enrolmentChallenges,
    code: {
      bodies: coreBodies,
      operations: {
        'GET /users/me/factors': route(({ caller }) => listFactors(deps)(caller)),
        'POST /users/me/factors/totp': route(({ body, caller }) =>
          enrolTotp(deps)({ ...body, caller, source }),
        ),
        'DELETE /users/me/factors/reset': route(({ caller }) => cancelFactorsReset(deps)({ caller, source })),
        'DELETE /users/me/factors/{id}': route((call) => removeFactor(deps)(idOf(call))),
        'POST /users/me/recovery-codes': route(({ caller }) =>
          replaceRecoveryCodes(deps)({ caller, source }),
        ),
        'POST /sessions/challenge/totp': route(({ body }) => enrolByChallenge(deps)(body.challenge)),
      },
    },
    passkeys: {
      bodies: createPasskeyBodies(passkeyKit),
      operations: {
        'POST /users/me/passkeys/options': route(({ caller }) => beginRegistration(deps)({ caller })),
        'POST /users/me/passkeys': route(({ body: { ceremony_id: ceremonyId, ...sent }, caller }) =>
          registerPasskey(deps)({ ...sent, ceremonyId, caller, source }),
        ),
        'GET /users/me/passkeys': route(({ caller }) => listPasskeys(deps)(caller)),
        'PATCH /users/me/passkeys/{id}': route((call) =>
          renamePasskey(deps)({ ...idOf(call), name: call.body.name }),
        ),
        'DELETE /users/me/passkeys/{id}': route((call) => removePasskey(deps)(idOf(call))),
        'PUT /users/me/second-factor': route(({ caller }) => turnOnSecondFactor(deps)({ caller, source })),
        'DELETE /users/me/second-factor': route(({ caller }) =>
          turnOffSecondFactor(deps)({ caller, source }),
        ),
      },
    },
  };
}

/** Serves the pages. */
export function createFactorPages(
  deps: PasskeyDependencies,
  { emailPolicy = '', hasPasskeys = true }: FactorPageOptions = {},
) {
  const { code, passkeys, enrolmentChallenges } = createRoutes(deps);
  const kit = createPageKit(PAGES_ORIGIN, { name: 'Latchkey' });
  const parts = {
    ...{ ...deps, kit, code, enrolmentChallenges },
    environment: { emailPolicy, secondFactor: deps.secondFactor },
    loadPasskeys: hasPasskeys ? () => passkeys : undefined,
  } as unknown as PageParts;
  const gate = createPageGate({
    origin: PAGES_ORIGIN,
    findSession: findPageSession({ ...deps, sessionSeconds: 30 * 86_400 }),
    writeProblem: kit.writeProblem,
    now: deps.now,
  });
  const factors = servePage(kit, factorsPage(parts));
  const enrolment = servePage(kit, enrolmentPage(parts));
  const handler = servePages('factors', gate, {
    'GET /account/factors': factors.get,
    'POST /account/factors': factors.post,
    'GET /second-factor/enrolment': enrolment.get,
    'POST /second-factor/enrolment': enrolment.post,
  });
  return {
    /** Opens a browser that is not signed in. */
    visit: () => createBrowser(handler),
    /** Gives a session to a browser. */
    async open({ sub, sid }: Pick<Caller, 'sub' | 'sid'>) {
      const secret = { sub, sid, secret: Buffer.alloc(32, sub) };
      const session = await deps.sessions.find({ sub, sid });
      if (!session) throw new Error('The session does not exist');
      await deps.sessions.put({ ...session, pageHash: digestPageSecret(secret) });
      return createBrowser(handler, formatPageSecret(secret));
    },
  };
}
