/** Answers `/_local/clock`, which shows the clock of the run and turns it. */
import { formatDuration } from '../../clock/format-duration';
import type { RunClock } from '../../clock/run-clock';
import type { Answer, GatewayRequest } from '../../gateway/http/messages';
import type { TurnClock } from '../../run/turn-clock';
import { answerPage } from '../page-answer';
import { answerProblem } from '../problem';
import { readTurn } from './read-turn';

/** The clock and the function that turns it. */
export interface ClockSubject {
  readonly clock: RunClock;
  readonly turnClock: TurnClock;
}

/** The clock as clients see it. */
export interface ShownClock {
  /** Such as `2027-01-01T00:00:00.000Z`. */
  readonly now: string;
  /** How far it is ahead of this machine's clock, as an ISO 8601 duration. */
  readonly ahead: string;
}

/** Returns the clock as clients see it. */
export function showClock(clock: RunClock): ShownClock {
  return { now: new Date(clock.now()).toISOString(), ahead: formatDuration(clock.aheadSeconds()) };
}

/** Answers GET with the clock. Answers POST with the clock after the turn. */
export async function answerClock(
  request: GatewayRequest,
  { clock, turnClock }: ClockSubject,
): Promise<Answer> {
  if (request.method === 'POST') {
    const turn = readTurn(request, clock);
    if (typeof turn !== 'number') return answerProblem(turn);
    await turnClock(turn);
  } else if (request.method !== 'GET') {
    const detail = 'Use GET to see the clock, and POST to turn it';
    return answerProblem({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      detail,
      headers: [['Allow', 'GET, POST']],
    });
  }
  return answerPage({ contentType: 'application/json', body: JSON.stringify(showClock(clock)) });
}
