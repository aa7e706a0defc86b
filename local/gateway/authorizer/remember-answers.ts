/**
 * Parses each distinct response of an authorizer once. An authorizer without a cache returns the same response
 * for each request of a caller.
 */
import { type Authorization, readAuthorizerAnswer } from './authorizer-answer';

/** The maximum number of parsed responses. When it is reached, all are dropped. */
const maxEntries = 100;

/** The maximum length of a response that is kept, in characters. */
const maxLength = 65_536;

/** Creates a reader that throws as `readAuthorizerAnswer` does. Answers that throw are not kept. */
export function rememberAnswers(): (payload: string) => Authorization {
  const read = new Map<string, Authorization>();
  return (payload) => {
    const known = read.get(payload);
    if (known !== undefined) return known;
    const authorization = readAuthorizerAnswer(payload);
    if (read.size >= maxEntries) read.clear();
    if (payload.length <= maxLength) read.set(payload, authorization);
    return authorization;
  };
}
