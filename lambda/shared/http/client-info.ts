/** Where a request came from: for the user's list of sessions, and for the log. */
import type { AddressedRequest } from './client-address';
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

/** What is read of a request to a route. */
export interface ClientRequest extends AddressedRequest {
  readonly requestId: string;
  header(name: string): string | undefined;
}

/** Makes the function that reads it. @param readAddress of the client. Default: the address that API Gateway saw */
export function createClientInfoReader(
  readAddress: (request: AddressedRequest) => string = ({ sourceIp }) => sourceIp,
): (request: ClientRequest) => ClientInfo {
  return (request) => {
    const userAgent = [...(request.header('user-agent') ?? '')].slice(0, MAX_USER_AGENT).join('');
    const isShown = userAgent !== '' && isCleanText(userAgent);
    return { requestId: request.requestId, ip: readAddress(request), ...(isShown && { userAgent }) };
  };
}
