/**
 * Adds the reason of a failed request to the trace of its reply, from the response and the functions' logs.
 */
import type { GatewayReply, GatewayRequest } from '../gateway/http/messages';
import { maskText } from '../support/mask-text';
import { shorten } from '../support/shorten';
import { describeProblem } from './describe-problem';
import { type CorsKnowledge, explainCors } from './explain-cors';

/** Information that the reply itself does not contain. */
export interface ReplyKnowledge extends CorsKnowledge {
  /** Returns the reason that a function logged under the request id of its invocation. */
  reasonOf(requestId: string | undefined): string | undefined;
}

const MAX_REASON = 200;

/** Returns the reply with `problem`, `logged` and `cors` in its trace, as far as they are known. */
export function annotateReply(
  request: GatewayRequest,
  reply: GatewayReply,
  knowledge: ReplyKnowledge,
): GatewayReply {
  const { trace, status } = reply;
  const { authorizerRequestId, functionRequestId } = trace;
  const failed = status >= 400;
  // The gateway's own responses already contain their reason.
  const problem = failed && trace.reason === undefined ? describeWithWait(reply) : undefined;
  const reason = failed
    ? (knowledge.reasonOf(functionRequestId) ?? knowledge.reasonOf(authorizerRequestId))
    : undefined;
  const logged = reason === undefined ? undefined : shorten(maskText(reason), MAX_REASON);
  const cors = explainCors(request, reply, knowledge);
  if (problem === undefined && logged === undefined && cors === undefined) return reply;
  return {
    ...reply,
    trace: {
      ...trace,
      ...(problem !== undefined && { problem }),
      ...(logged !== undefined && { logged }),
      ...(cors !== undefined && { cors }),
    },
  };
}

/**
 * Describes a problem with its `Retry-After`, which contains the duration of a throttle (RFC 9110 section
 * 10.2.3).
 */
function describeWithWait(reply: GatewayReply): string | undefined {
  const problem = describeProblem(reply);
  const [, wait] = reply.headers.find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  return problem === undefined || wait === undefined
    ? problem
    : `${problem} (Retry-After: ${maskText(wait)})`;
}
