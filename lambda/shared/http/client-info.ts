/** A request's origin, for the user's list of sessions and for the log. */
import type { AddressedRequest } from './client-address';
import { isCleanText } from './text';

/** A request's origin. */
export interface ClientInfo {
  readonly requestId: string;
  /** The client's address. */
  readonly ip: string;
  /** The `User-Agent`, shortened. @default - the client sends none, or one that cannot be displayed */
  readonly userAgent?: string;
  /** The `Accept-Language`, as it was sent. @default - the client sends none */
  readonly language?: string;
}

/** In code points. Enough to distinguish browsers and devices. */
const MAX_USER_AGENT = 200;

/** The parts of a request that the origin is read from. */
export interface ClientRequest extends AddressedRequest {
  readonly requestId: string;
  header(name: string): string | undefined;
}

/**
 * Creates the function that reads a request's origin.
 * @param readAddress reads the client's address. Default: the address that API Gateway saw
 */
export function createClientInfoReader(
  readAddress: (request: AddressedRequest) => string = ({ sourceIp }) => sourceIp,
): (request: ClientRequest) => ClientInfo {
  return (request) => {
    const userAgent = [...(request.header('user-agent') ?? '')].slice(0, MAX_USER_AGENT).join('');
    const isShown = userAgent !== '' && isCleanText(userAgent);
    const language = request.header('accept-language');
    return {
      requestId: request.requestId,
      ip: readAddress(request),
      ...(isShown && { userAgent }),
      ...(language && { language }),
    };
  };
}
