/** Invokes a function for a queue or a rule, and reports the invocation. */
import type { InvocationTrace } from './invocation-trace';
import type { Invoke, InvokeResult } from './invoke';

/** An invocation that no request waits for. */
export interface SourceInvocation extends Pick<InvocationTrace, 'source' | 'logicalId' | 'unit' | 'records'> {
  readonly functionArn: string;
  readonly event: unknown;
  readonly invoke: Invoke;
  /** Receives the trace after the result is settled. */
  onInvocation(trace: InvocationTrace): void;
}

/** The records that failed. */
type SourceFailures = Pick<InvocationTrace, 'failed' | 'reason'>;

/**
 * Invokes the function and reports the invocation.
 * @param settle processes the result, for example deletes messages; by default, a failure fails all records
 */
export async function invokeForSource(
  { functionArn, event, invoke, onInvocation, ...cause }: SourceInvocation,
  settle: (result: InvokeResult) => SourceFailures = (result) => failAll(result, cause.records),
): Promise<InvokeResult> {
  const startedAt = performance.now();
  let requestId: string | undefined;
  const result = await invoke(functionArn, event, (id) => {
    requestId = id;
  });
  onInvocation({
    ...cause,
    ...(requestId !== undefined && { requestId }),
    ...settle(result),
    milliseconds: performance.now() - startedAt,
  });
  return result;
}

/** Returns why an invocation failed, such as the type of the error. */
export function describeFailure(result: Exclude<InvokeResult, { kind: 'returned' }>): string {
  return result.kind === 'failed' ? result.errorType : 'the function timed out';
}

function failAll(result: InvokeResult, records: number): SourceFailures {
  if (result.kind === 'returned') return { failed: 0 };
  return { failed: records, reason: describeFailure(result) };
}
