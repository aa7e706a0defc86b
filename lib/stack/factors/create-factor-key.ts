/** Creates the key of the secrets of authenticator apps in stages with second factors. */
import type { Construct } from 'constructs';
import { FactorKey } from '../../constructs/keys/factor-key';
import { listFactorPolicies } from '../../stages/factors/factor-settings';
import type { StageSettings } from '../../stages/stage-settings';

/**
 * Creates the key of a stage. Returns undefined for a stage without second factors.
 * @param replicaOf the key of the stack whose standby this is, to create only a replica of it
 */
export function createFactorKey(
  scope: Construct,
  settings: StageSettings,
  replicaOf: FactorKey | undefined,
): FactorKey | undefined {
  if (listFactorPolicies(settings).length === 0) return undefined;
  return new FactorKey(scope, 'FactorKey', { retainData: settings.retainData, replicaOf });
}
