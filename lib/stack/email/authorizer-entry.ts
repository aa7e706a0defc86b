/** Selects the entry point of the authorizer, which loads no more than the stage needs. */
import type { StageGrants } from '../../routes/route-grants';
import type { StageSettings } from '../../stages/stage-settings';

/** Returns the entry point, as a path under `lambda/`. */
export function authorizerEntry(
  { revocation, email }: Pick<StageSettings, 'revocation' | 'email'>,
  { stepUp }: Pick<StageGrants, 'stepUp'>,
): string {
  const isVerified = email?.policy === 'required';
  const name = revocation === 'on-expiry' ? 'on-expiry-handler.ts' : 'handler.ts';
  if (stepUp) return `authorizer/step-up/${isVerified ? 'verified-' : ''}${name}`;
  return `authorizer/${isVerified ? 'verified/' : ''}${name}`;
}
