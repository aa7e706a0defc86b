/** Reads the response of a custom resource's function. */
import type { ProvidedResource } from '../template/custom/attribute-reads';

/** A failure with its reason. */
export interface ProviderFailure {
  readonly failure: string;
}

/**
 * The maximum size that CloudFormation accepts:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
const MAX_ANSWER_BYTES = 4_096;

/** Reads a response that was sent to the `ResponseURL`. */
export function readAnswer(body: string): ProvidedResource | ProviderFailure {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_ANSWER_BYTES) {
    return { failure: `its response has ${bytes} bytes, and CloudFormation accepts ${MAX_ANSWER_BYTES}` };
  }
  const { Status: status, Reason: reason, ...answer } = parseObject(body);
  if (status === 'SUCCESS') {
    const { PhysicalResourceId: physicalId, Data: data } = answer;
    if (typeof physicalId !== 'string') return { failure: 'its response has no PhysicalResourceId' };
    return { physicalId, data: toTexts(data) };
  }
  return { failure: status === 'FAILED' ? `${reason ?? 'FAILED'}` : 'its response has no Status' };
}

/**
 * Reads the return value of a function behind the CDK's provider framework. Such a function throws on failure
 * and can return nothing.
 * @param requestId the physical id if the function returns none, as in the framework
 */
export function readReturned(payload: string, requestId: string): ProvidedResource {
  const { PhysicalResourceId: physicalId, Data: data } = parseObject(payload);
  return { physicalId: typeof physicalId === 'string' ? physicalId : requestId, data: toTexts(data) };
}

function toTexts(data: unknown): Record<string, string> {
  const entries = Object.entries(typeof data === 'object' && data !== null ? data : {});
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
