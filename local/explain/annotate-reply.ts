/** Adds to the trace of a reply why the request failed, as far as the answer and the functions' log say it. */
import type { GatewayReply, GatewayRequest } from '../gateway/http/messages';
import { maskText } from '../support/mask-text';
import { shorten } from '../support/shorten';
import { describeProblem } from './describe-problem';
import { type CorsKnowledge, explainCors } from './explain-cors';

/** What is known beside the reply. */
export interface ReplyKnowledge extends CorsKnowledge {
  /** The reason that a function logged under the request id of its invocation. */
  reasonOf(requestId: string | undefined): string | undefined;
}

const MAX_REASON = 200;

/** Returns the reply with `problem`, `logged` and `cors` in its trace, where there is something to say. */
export function annotateReply(
  request: GatewayRequest,
  reply: GatewayReply,
  knowledge: ReplyKnowledge,
): GatewayReply {
  const { trace, status } = reply;
  const { authorizerRequestId, functionRequestId } = trace;
  const failed = status >= 400;
  // the gateway's own answers have their reason already
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

/** A throttle says by `Retry-After` how long it lasts (RFC 9110 section 10.2.3). */
function describeWithWait(reply: GatewayReply): string | undefined {
  const problem = describeProblem(reply);
  const [, wait] = reply.headers.find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  return problem === undefined || wait === undefined
    ? problem
    : `${problem} (Retry-After: ${maskText(wait)})`;
}
