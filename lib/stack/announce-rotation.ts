/** Reports, at every synthesis and deployment, how long to wait before a published key may sign. */
import { Annotations, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages/stage-settings';

/** Extra time for clients whose clock or cache is late. */
const MARGIN = Duration.hours(1);

/** Adds a line for each published key. */
export function announceRotation(
  scope: Construct,
  { signingKeys, jwksMaxAge }: Pick<StageSettings, 'signingKeys' | 'jwksMaxAge'>,
): void {
  const wait = jwksMaxAge.plus(MARGIN).toHumanString();
  for (const { id, status } of signingKeys) {
    if (status !== 'published') continue;
    Annotations.of(scope).addInfoV2(
      `latchkey:published:${id}`,
      `Signing key ${id} is published. Wait ${wait} after this deploy before its status becomes "signing": until then clients may hold a key set without it.`,
    );
  }
}
