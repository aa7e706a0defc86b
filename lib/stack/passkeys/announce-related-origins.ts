/** Reports, at every synthesis and deployment, the list of related origins that another server must publish. */
import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  type RelyingPartySettings,
  relyingPartyIdOf,
  servesRelatedOrigins,
} from '../../stages/factors/relying-party';

/** Adds a line with the file, for a stage whose API does not answer at the root of the relying party's host. */
export function announceRelatedOrigins(scope: Construct, settings: RelyingPartySettings): void {
  const { relatedOrigins = [] } = settings.passkeys ?? {};
  if (relatedOrigins.length === 0 || servesRelatedOrigins(settings)) return;
  Annotations.of(scope).addInfoV2(
    'latchkey:relatedOrigins',
    `Publish https://${relyingPartyIdOf(settings)}/.well-known/webauthn as application/json, since this API does not answer there: ${JSON.stringify({ origins: relatedOrigins })}`,
  );
}
