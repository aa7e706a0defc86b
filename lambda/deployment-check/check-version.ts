/** Decides whether a new version of a function may receive requests, and reports it to CodeDeploy. */
import type { deploymentCheckEvents } from '../events';
import type { AwsClient } from '../shared/aws/aws-client';
import { describeError } from '../shared/describe-error';
import type { Log } from '../shared/log';

/** The version, and the dependencies of the check. */
export interface CheckVersionDependencies {
  /** The ARN of the version. */
  readonly version: string;
  /** Sends the version an event and returns its response. */
  invoke(event: unknown): Promise<unknown>;
  readonly codedeploy: AwsClient;
  readonly log: Log<keyof typeof deploymentCheckEvents>;
  /** The time in epoch milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/**
 * CodeDeploy's event for a hook.
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

/** Permissions that the same deployment grants reach every IAM server within seconds, rarely a minute. */
const TRY_FOR_MS = 120_000;
const PAUSE_MS = 5_000;

/** The result of a check. */
interface Finding {
  readonly failed: readonly string[];
  /** The error, when the version gave no responses. */
  readonly error?: object;
}

/** Creates the handler. It asks the version until every check succeeds, for at most two minutes. */
export function checkVersion({ version, invoke, codedeploy, log, now, sleep }: CheckVersionDependencies) {
  async function ask(): Promise<Finding> {
    try {
      return { failed: listFailed(await invoke({ selfCheck: true })) };
    } catch (error) {
      return { failed: ['selfCheck'], error: describeError(error) };
    }
  }

  return async ({ DeploymentId, LifecycleEventHookExecutionId }: HookEvent): Promise<void> => {
    const latest = now() + TRY_FOR_MS - PAUSE_MS;
    let found = await ask();
    while (found.failed.length > 0 && now() < latest) {
      await sleep(PAUSE_MS);
      found = await ask();
    }
    const passed = found.failed.length === 0;
    if (passed) log('version_accepted', { version });
    else log('version_refused', { version, ...found });
    await codedeploy.call('PutLifecycleEventHookExecutionStatus', {
      deploymentId: DeploymentId,
      lifecycleEventHookExecutionId: LifecycleEventHookExecutionId,
      status: passed ? 'Succeeded' : 'Failed',
    });
  };
}

/**
 * Returns the names of the failed checks.
 * @throws Error when the responses are not those of a self-check
 */
function listFailed(answers: unknown): readonly string[] {
  const entries =
    typeof answers === 'object' && answers !== null && !Array.isArray(answers)
      ? Object.entries(answers)
      : [['selfCheck', undefined] as const];
  // An error, a policy and a response to a request all have members that are strings, numbers or objects.
  if (entries.some(([, answer]) => typeof answer !== 'boolean')) {
    throw new Error('The version did not answer as a self-check does');
  }
  return entries.filter(([, answer]) => answer === false).map(([name]) => name);
}
