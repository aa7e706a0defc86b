/** What goes into the gateway and what comes out of it: HTTP with no socket. */
import type { Evaluation } from '../../iam/evaluate';

/** A header as it stands on the wire. */
export type HeaderPair = readonly [name: string, value: string];

/** One HTTP request. */
export interface GatewayRequest {
  readonly method: string;
  /** The request target as the client wrote it: path and query, undecoded. */
  readonly target: string;
  /** In the client's order and casing, duplicates kept. */
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** One HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  /** How it came about. @default - the gateway was not asked */
  readonly trace?: RequestTrace;
}

/** One HTTP answer of a gateway. */
export interface GatewayReply extends Answer {
  readonly trace: RequestTrace;
}

/** What happened to a request, for its log line; it holds no header, no query and no body. */
export interface RequestTrace {
  readonly requestId: string;
  readonly method: string;
  /** The request's path without its query. */
  readonly path: string;
  /** The matched route, such as `GET /foo/{id}`. */
  readonly route?: string;
  readonly status: number;
  readonly milliseconds: number;
  /** What the authorizer did, such as `allowed · cached` or `not invoked: missing token`; absent where the route has none. */
  readonly authorizer?: string;
  /** The request id of the authorizer's invocation, under which it logs; absent where there was none. */
  readonly authorizerRequestId?: string;
  /** The request id of the integration's invocation, under which its function logs; absent where there was none. */
  readonly functionRequestId?: string;
  /** What the authorizer's policy decided; absent where there was no policy to ask. */
  readonly evaluation?: Evaluation;
  /** What the API's resource policy decided; absent where it has none. */
  readonly byResourcePolicy?: Evaluation;
  /** Whether the request came past the resource policy and nothing else asks who calls. */
  readonly isOpen?: boolean;
  /** The gateway response's type and cause, where the gateway itself answered with an error. */
  readonly reason?: string;
  /** What the body of an integration's error says, such as `NOT_FOUND: There is nothing here.`. */
  readonly problem?: string;
  /** The reason that the authorizer or the function logged of a request that failed. */
  readonly logged?: string;
  /** Why the browser keeps the answer from the page that asked, which is of another origin. */
  readonly cors?: string;
}

/** A gateway. */
export interface RequestHandler {
  handle(request: GatewayRequest): Promise<GatewayReply>;
}

/** Whatever answers requests. */
export interface AnswerHandler {
  handle(request: GatewayRequest): Promise<Answer>;
}
