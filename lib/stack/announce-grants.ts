/** Reports, at every synthesis and deployment, the grants of a stage that only `alsoGrant` needs. */
import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings';

/** Adds a line for each setting of `alsoGrant`. */
export function announceGrants(scope: Construct, { alsoGrant }: Pick<StageSettings, 'alsoGrant'>): void {
  for (const [setting, value] of Object.entries(alsoGrant)) {
    Annotations.of(scope).addInfoV2(
      `latchkey:also-grant:${setting}`,
      `alsoGrant holds ${setting} ${JSON.stringify(value)}. Once this deploy has finished, switch ${setting} to it, or take it out of alsoGrant if the deploy switched away from it.`,
    );
  }
}
