/** Reads the body of a request that turns the clock. */
import { ClockTurnError, checkTurn, secondsUntil } from '../../clock/check-turn';
import { parseDuration } from '../../clock/parse-duration';
import { parseInstant } from '../../clock/parse-instant';
import type { RunClock } from '../../clock/run-clock';
import type { GatewayRequest } from '../../gateway/http/messages';
import type { Problem } from '../problem';

/** The maximum size of a body. A valid one has about 50 bytes. */
const MAX_BODY_BYTES = 1_024;

const invalid = (code: string, detail: string): Problem => ({ status: 400, code, detail });

const WRONG_BODY = invalid(
  'INVALID_BODY',
  'Send one member: {"advance": "PT15M"}, or {"to": "2027-01-01T00:00Z"}',
);
const WRONG_DURATION = invalid(
  'INVALID_DURATION',
  'Write a duration of ISO 8601 in whole weeks, days, hours, minutes and seconds, such as PT15M or P1DT12H',
);
const WRONG_TIME = invalid(
  'INVALID_TIME',
  'Write a time of ISO 8601 with its offset from UTC, such as 2027-01-01T00:00Z',
);

/** Returns the seconds by which to turn the clock, or the problem of the request. */
export function readTurn({ headers, body }: GatewayRequest, clock: RunClock): number | Problem {
  const types = headers.flatMap(([name, value]) => (name.toLowerCase() === 'content-type' ? [value] : []));
  // A browser lets a page of another origin send the other content types without a preflight.
  if (types.length !== 1 || !/^application\/json\s*(?:;|$)/i.test(types[0] ?? '')) {
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as application/json' };
  }
  if (body.length > MAX_BODY_BYTES) {
    return { status: 413, code: 'BODY_TOO_LARGE', detail: `The body has more than ${MAX_BODY_BYTES} bytes` };
  }
  const [[name, value] = [], ...others] = readMembers(body);
  if (typeof value !== 'string' || others.length > 0) return WRONG_BODY;
  try {
    if (name === 'advance') return readDuration(value, clock);
    if (name === 'to') return readInstant(value, clock);
    return WRONG_BODY;
  } catch (error) {
    if (error instanceof ClockTurnError) return invalid('INVALID_TURN', error.message);
    throw error;
  }
}

function readDuration(text: string, clock: RunClock): number | Problem {
  const seconds = parseDuration(text);
  if (seconds === undefined) return WRONG_DURATION;
  checkTurn(clock, seconds);
  return seconds;
}

function readInstant(text: string, clock: RunClock): number | Problem {
  const instant = parseInstant(text);
  return instant === undefined ? WRONG_TIME : secondsUntil(clock, instant);
}

/** Returns the members of the body's object, and none if the body is not an object. */
function readMembers(body: Buffer): readonly (readonly [string, unknown])[] {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  } catch {
    return [];
  }
}
