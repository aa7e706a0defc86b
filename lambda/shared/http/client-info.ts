/** Where a request came from: for the user's list of sessions, and for the log. */
import { isCleanText } from './text';

/** A request's origin. */
export interface ClientInfo {
  readonly requestId: string;
  /** The client's address. */
  readonly ip: string;
  /** What the client says it is, shortened. @default - it says nothing, or nothing that can be shown */
  readonly userAgent?: string;
}

/** Enough to tell browsers and devices apart, in code points. */
const MAX_USER_AGENT = 200;

/** Reads it from a request to a route. */
export function readClientInfo(request: {
  readonly requestId: string;
  readonly sourceIp: string;
  header(name: string): string | undefined;
}): ClientInfo {
  const userAgent = [...(request.header('user-agent') ?? '')].slice(0, MAX_USER_AGENT).join('');
  const isShown = userAgent !== '' && isCleanText(userAgent);
  return { requestId: request.requestId, ip: request.sourceIp, ...(isShown && { userAgent }) };
}
