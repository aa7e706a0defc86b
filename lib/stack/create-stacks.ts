/** The stacks of a stage: one, and with `standby` a second one in another region. */
import type { Environment } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings';
import { standbySettings } from '../stages/standby-stage';
import { AuthStack } from './auth-stack';

/** What the stacks are made of. */
export interface StageToCreate {
  readonly stageName: string;
  readonly settings: StageSettings;
  /**
   * Make a standby whose replicas can be imported, and which cannot be deployed.
   * @default false
   */
  readonly importReplicas?: boolean;
}

/**
 * Makes them: the first, and its standby if it has one. At most one of the two runs its functions.
 * @param id of the first; that of its standby ends in `Standby`
 * @throws ConfigurationError for settings that break a rule
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

/** Without what is not set: such a stack is deployed to where the caller's AWS configuration points. */
function envOf({ account, region }: Pick<StageSettings, 'account' | 'region'>): Environment {
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}
