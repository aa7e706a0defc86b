/**
 * Keeps the bearer token of the page's calls when the page reloads. The token is in the tab's session
 * storage, which other tabs cannot read and which ends with the tab. The page's Content-Security-Policy
 * allows only scripts of this origin.
 */
import { findBearerSchemes } from './offer-token.mjs';

const KEY = 'local-run-token';

function findToken(system, schemes) {
  const authorized = system.authSelectors.authorized()?.toJS() ?? {};
  return schemes
    .map((name) => authorized[name]?.value)
    .find((value) => typeof value === 'string' && value !== '');
}

/**
 * Adds the token from before the reload to every call, and stores changes of the token. Call it after the
 * document is loaded.
 */
export function keepToken(system) {
  const schemes = findBearerSchemes(system);
  let kept = sessionStorage.getItem(KEY) ?? undefined;
  for (const name of kept === undefined ? [] : schemes) system.preauthorizeApiKey(name, kept);
  system.getStore().subscribe(() => {
    const token = findToken(system, schemes);
    if (token === kept) return;
    kept = token;
    if (token === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  });
}
