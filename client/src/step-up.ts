/** Authenticates a signed-in user again, and asks the page for it when the API demands it. */
import type { PasskeyStepUpProof } from './passkey-types';
import { hasCode, ProblemError } from './problem-error';
import type { StepUpProof } from './second-factor';
import type { SessionApi } from './session-api';
import type { SessionKeeper } from './session-keeper';
import type { StoredSession } from './session-store';

/** The dependencies of step-ups. */
export interface StepUpDependencies {
  readonly api: Pick<SessionApi, 'stepUp'>;
  readonly keeper: Pick<SessionKeeper, 'current' | 'read' | 'renew' | 'replace'>;
  /** @default - the page is not asked */
  readonly onStepUp?: ((problem: ProblemError) => unknown) | undefined;
}

/** The step-ups of a client. */
export interface StepUps {
  /** @throws ProblemError when the API rejects the proof, or no user is signed in */
  stepUp(proof: StepUpProof | PasskeyStepUpProof): Promise<void>;
  /**
   * Returns what to do with the response to a request: undefined if it stands, or else the session to repeat the
   * request with, once.
   * @param session as the request was sent
   */
  afterStepUp(response: Response, session: StoredSession, since: number): Promise<StoredSession | undefined>;
  /** Returns how many step-ups there were. Call it before a request is sent, for `afterStepUp`. */
  count(): number;
}

/** Creates the step-ups. */
export function createStepUps({ api, keeper, onStepUp }: StepUpDependencies): StepUps {
  let done = 0;
  let running: Promise<unknown> | undefined;

  /** Asks once for all requests that wait. */
  function ask(problem: ProblemError): Promise<unknown> {
    running ??= Promise.resolve(onStepUp?.(problem)).finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    count: () => done,

    stepUp: async (proof) => {
      const session = await keeper.current();
      // without a session, the API's response is the error
      if (!session) await api.stepUp(undefined, proof);
      if (session) {
        const renew = (from: StoredSession) => keeper.renew(from, (token) => api.stepUp(token, proof));
        await renew(session).catch(async (error: unknown) => {
          if (!hasCode(error, 'UNAUTHORIZED')) throw error;
          const next = await keeper.replace(session);
          if (!next) throw error;
          await renew(next);
        });
      }
      done++;
    },

    afterStepUp: async (response, { id }, since) => {
      if (!onStepUp) return undefined;
      const problem = await readDemand(response);
      if (!problem) return undefined;
      // another request may have asked meanwhile
      if (done === since) await ask(problem);
      const session = done === since ? undefined : await keeper.read();
      // One user's request must not run as another user.
      return session?.id === id ? session : undefined;
    },
  };
}

/** Returns the problem of a response that demands a step-up. */
async function readDemand(response: Response): Promise<ProblemError | undefined> {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const problem = new ProblemError(response, body);
  const isDemand = problem.code === 'INSUFFICIENT_USER_AUTHENTICATION' || problem.code === 'STEP_UP_REQUIRED';
  return isDemand ? problem : undefined;
}
