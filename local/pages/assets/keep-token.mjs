/**
 * Keeps the bearer token of the page's calls over a reload. It is in the tab's session storage, which no other tab reads and which ends with
 * the tab; scripts that could read it come from this origin alone, by the page's Content-Security-Policy.
 */
import { findBearerSchemes } from './offer-token.mjs';

const KEY = 'local-run-token';

function findToken(system, schemes) {
  const authorized = system.authSelectors.authorized()?.toJS() ?? {};
  return schemes
    .map((name) => authorized[name]?.value)
    .find((value) => typeof value === 'string' && value !== '');
}

/** Makes every call carry the token of before the reload, and follows its changes; called once the document is there. */
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
