/** Answers `/_local/authenticator`: the codes for browsers, and as JSON for tests. */
import { findTotpSecrets, type TotpSecretSources } from '../../authenticator/find-totp-secrets';
import type { Answer, GatewayRequest } from '../../gateway/http/messages';
import { acceptsOnlyJson } from '../accepts-only-json';
import type { OptionalPages } from '../optional-pages';
import { answerHtml, answerPage } from '../page-answer';
import { writeAuthenticatorPage } from './authenticator-page';
import { showFactor } from './show-factor';

/** Answers a GET request. */
export async function answerAuthenticator(
  request: Pick<GatewayRequest, 'headers'>,
  sources: TotpSecretSources,
  pages: OptionalPages,
): Promise<Answer> {
  const secrets = await findTotpSecrets(sources);
  const items = secrets.map((secret) => showFactor(secret, sources.now));
  if (!acceptsOnlyJson(request)) return answerHtml(writeAuthenticatorPage(items, pages));
  return answerPage({ contentType: 'application/json', body: JSON.stringify({ items }) });
}
