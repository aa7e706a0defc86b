/** The requests and replies of the gateway: HTTP messages without a socket. */
import type { Evaluation } from '../../iam/evaluate';

/** A header as it is sent. */
export type HeaderPair = readonly [name: string, value: string];

/** One HTTP request. */
export interface GatewayRequest {
  readonly method: string;
  /** The request target as the client sent it: path and query, not decoded. */
  readonly target: string;
  /** In the client's order and casing, including duplicates. */
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** One HTTP response. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  /** How the response was produced. @default - the gateway did not process the request */
  readonly trace?: RequestTrace;
}

/** One HTTP response of a gateway. */
export interface GatewayReply extends Answer {
  readonly trace: RequestTrace;
}

/** How a request was processed, for its log line. It contains no header, no query and no body. */
export interface RequestTrace {
  readonly requestId: string;
  readonly method: string;
  /** The path of the request without its query. */
  readonly path: string;
  /** The matched route, such as `GET /foo/{id}`. */
  readonly route?: string;
  readonly status: number;
  readonly milliseconds: number;
  /**
   * What the authorizer did, such as `allowed · cached` or `not invoked: missing token`; undefined if the
   * route has none.
   */
  readonly authorizer?: string;
  /** The request id of the authorizer's invocation, as in its logs; undefined if it was not invoked. */
  readonly authorizerRequestId?: string;
  /**
   * The request id of the integration's invocation, as in its function's logs; undefined if no function was
   * invoked.
   */
  readonly functionRequestId?: string;
  /** The decision of the authorizer's policy; undefined if no policy was evaluated. */
  readonly evaluation?: Evaluation;
  /** The decision of the API's resource policy; undefined if the API has none. */
  readonly byResourcePolicy?: Evaluation;
  /**
   * Whether the request passed the resource policy, and the method requires neither authorization nor an API
   * key.
   */
  readonly isOpen?: boolean;
  /** The type and the cause of a gateway response, if the gateway itself answered with an error. */
  readonly reason?: string;
  /** The error in the body of an integration's response, such as `NOT_FOUND: There is nothing here.`. */
  readonly problem?: string;
  /** The reason that the authorizer or the function logged for a failed request. */
  readonly logged?: string;
  /** Why the browser hides the response from the page of another origin that sent the request. */
  readonly cors?: string;
}

/** A gateway. */
export interface RequestHandler {
  handle(request: GatewayRequest): Promise<GatewayReply>;
}

/** A handler of requests. */
export interface AnswerHandler {
  handle(request: GatewayRequest): Promise<Answer>;
}
