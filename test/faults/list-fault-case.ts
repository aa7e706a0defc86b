/** One case for each fault: a write that can fail like this. */
import type { AwsCall } from '../../local/aws/call';
import type { Fault } from './fault';
import { type FaultCase, recordCalls } from './fault-case';
import type { FaultInjector } from './fault-injector';
import { allOperations } from './operations';
import type { TestRun } from './start-run';

/** The first write of signing out, or, for what only a batch can meet, that of deleting an account. */
export async function listFaultCase(
  run: TestRun,
  injector: FaultInjector,
  fault: Fault,
  extent: FaultCase['extent'],
): Promise<FaultCase> {
  const wanted = fault.action === undefined ? 'sign out' : 'delete the account';
  const operation = allOperations.find(({ name }) => name === wanted);
  if (operation === undefined) throw new Error(`No operation is called ${wanted}`);
  const calls = await recordCalls(run, injector, operation);
  const isMeant = ({ action }: AwsCall) =>
    fault.action === undefined ? /:(Put|Update|Delete)Item$/.test(action) : action === fault.action;
  const index = calls.findIndex(isMeant);
  const call = calls[index];
  if (call === undefined) throw new Error(`To ${wanted} makes no such call`);
  return { operation, index, call, fault, extent };
}
