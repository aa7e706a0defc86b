/** What the pages of `factors` are made of. */
import type { Environment } from '../../environment';
import type { Accounts } from '../../identity/accounts/accounts';
import type { EnrolmentChallenges } from '../../identity/factors/enrolment/enrolment-challenges';
import type { Sessions } from '../../identity/sessions/sessions';
import type { PageKit } from '../../pages/serve/page-kit';
import type { Feature } from '../../routes';
import type { LoadedRoutes } from '../../shared/route-code';
import type { coreBodies } from '../core-bodies';
import type { PasskeyBodies } from '../passkey-bodies';

/** What the pages take over from the bundle. */
export interface PageContext {
  readonly environment: Environment<'factors'>;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly enrolmentChallenges: Pick<EnrolmentChallenges, 'find'>;
  /** The routes of the API that are in the bundle. */
  readonly code: LoadedRoutes<'factors', Exclude<Feature, 'passkeys' | 'pages'>, typeof coreBodies>;
  /** Loads the routes of passkeys. @default - the stage has no passkeys */
  readonly loadPasskeys?: (() => LoadedRoutes<'factors', 'passkeys', PasskeyBodies>) | undefined;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** The parts. */
export interface PageParts extends PageContext {
  readonly kit: PageKit;
}

/** The path of the page of factors. */
export const FACTORS = '/account/factors';
