/** Creates the stacks of a stage: one, or two in different regions if the stage has a `standby`. */
import type { Environment } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings';
import { standbySettings } from '../stages/standby-stage';
import { AuthStack } from './auth-stack';

/** The stage to create stacks for. */
export interface StageToCreate {
  readonly stageName: string;
  readonly settings: StageSettings;
  /**
   * Create a standby whose replicas can be imported, and whose deployment is refused.
   * @default false
   */
  readonly importReplicas?: boolean;
}

/**
 * Creates the first stack, and its standby if the stage has one. At most one of them runs its functions.
 * @param id the id of the first stack; `Standby` is appended for the id of its standby
 * @throws ConfigurationError for invalid settings
 */
export function createStacks(
  scope: Construct,
  id: string,
  stage: StageToCreate,
): readonly [AuthStack, AuthStack?] {
  const { stageName, settings, importReplicas = false } = stage;
  const { standby, region, account, terminationProtection } = settings;
  const serving = standby?.serving ?? 'first';
  const first = new AuthStack(scope, id, {
    stageName,
    settings,
    terminationProtection,
    stopped: serving !== 'first',
    env: envOf({ account, region }),
  });
  if (!standby) return [first];
  const second = new AuthStack(scope, `${id}Standby`, {
    stageName,
    settings: standbySettings(settings, standby, first.table.givenName),
    terminationProtection,
    standbyOf: first,
    importReplicas,
    stopped: serving !== 'standby',
    env: envOf({ account, region: standby.region }),
  });
  return [first, second];
}

/** Returns the environment without values that are not set, which the deployment takes from the caller's AWS configuration. */
function envOf({ account, region }: Pick<StageSettings, 'account' | 'region'>): Environment {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
