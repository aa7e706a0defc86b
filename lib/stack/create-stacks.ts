/** The stacks of a stage: one, and with `standby` a second one in another region. */
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings';
import { standbySettings } from '../stages/standby-stage';
import { AuthStack } from './auth-stack';

/**
 * Makes them: the first, and its standby if it has one. At most one of the two runs its functions.
 * @param id of the first; that of its standby ends in `Standby`
 * @throws ConfigurationError for settings that break a rule
 */
export function createStacks(
  scope: Construct,
  id: string,
  stage: { readonly stageName: string; readonly settings: StageSettings },
): readonly [AuthStack, AuthStack?] {
  const { stageName, settings } = stage;
  const { standby, region, terminationProtection } = settings;
  const serving = standby?.serving ?? 'first';
  const first = new AuthStack(scope, id, {
    stageName,
    settings,
    terminationProtection,
    stopped: serving !== 'first',
    ...(region !== undefined && { env: { region } }),
  });
  if (!standby) return [first];
  const second = new AuthStack(scope, `${id}Standby`, {
    stageName,
    settings: standbySettings(settings, standby, first.table.givenName),
    terminationProtection,
    standbyOf: first,
    stopped: serving !== 'standby',
    env: { region: standby.region },
  });
  return [first, second];
}
