/** Selects the entry point of the authorizer, which loads no more than the stage needs. */
import type { StageSettings } from '../../stages/stage-settings';

/** Returns the entry point, as a path under `lambda/`. */
export function authorizerEntry({ revocation, email }: Pick<StageSettings, 'revocation' | 'email'>): string {
  const folder = email?.policy === 'required' ? 'authorizer/verified' : 'authorizer';
  return `${folder}/${revocation === 'on-expiry' ? 'on-expiry-handler.ts' : 'handler.ts'}`;
}
