/** Connects the functions of a stage with second factors to the key of their secrets. */
import type { StageFunctions } from '../../routes/features';
import { type FactorGrantSources, grantFactors } from './grant-factors';

/** What the functions share. */
export interface FactorConnections extends Omit<FactorGrantSources, 'auth' | 'factors'> {
  /** Whether the stack only imports replicas, so that the policies of its keys name no role. */
  readonly importReplicas: boolean;
}

/** Grants the functions their calls, and denies the key to all others. */
export function connectFactors(
  { auth, factors }: StageFunctions,
  { importReplicas, ...sources }: FactorConnections,
): void {
  if (!factors) throw new Error('A stage with second factors has the function factors');
  grantFactors({ auth, factors, ...sources });
  if (!importReplicas) sources.key.denyUseExcept({ encrypting: [factors.role], decrypting: [auth.role] });
}
