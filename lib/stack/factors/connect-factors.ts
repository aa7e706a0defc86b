/** Connects the functions of a stage with second factors to the key of their secrets. */
import type { StageFunctions } from '../../routes/features';
import { grantPasskeys } from '../passkeys/grant-passkeys';
import { type FactorGrantSources, grantFactors } from './grant-factors';

/** What the functions share. */
export interface FactorConnections extends Omit<FactorGrantSources, 'auth' | 'factors'> {
  /** Whether the stack only imports replicas, so that the policies of its keys name no role. */
  readonly importReplicas: boolean;
  /** The role with which operators import secrets. @default - none */
  readonly importRoleArn: string | undefined;
}

/** Grants the functions their calls, and denies the key to all others. */
export function connectFactors(
  { auth, factors }: StageFunctions,
  { importReplicas, importRoleArn, ...sources }: FactorConnections,
): void {
  if (!factors) throw new Error('A stage with second factors has the function factors');
  grantFactors({ auth, factors, ...sources });
  const { table, passkeys } = sources;
  if (passkeys) grantPasskeys({ auth, factors, table, signUp: passkeys.signUp });
  if (importReplicas) return;
  const importing = importRoleArn === undefined ? [] : [{ roleArn: importRoleArn }];
  sources.key.denyUseExcept({ encrypting: [factors.role, ...importing], decrypting: [auth.role] });
}
