/** Adds the custom domains and the firewall of a stage to its API. */
import type { Stack } from 'aws-cdk-lib';
import { authBodies } from '../../../lambda/auth/bodies';
import type { FeatureRoute } from '../../../lambda/routes';
import { CustomDomain } from '../../constructs/api/custom-domain';
import type { RestApi } from '../../constructs/api/rest-api';
import { WebAcl } from '../../constructs/api/web-acl';
import type { LogStorage } from '../../constructs/logging/log-group';
import { servedRoutes } from '../../routes/features';
import type { StageSettings } from '../../stages/stage-settings';

import { warnOfMissingDomain } from '../pages/warn-of-missing-domain';

/** The API, and the settings of its edge. */
export interface EdgeSources {
  readonly settings: StageSettings;
  readonly logStorage: LogStorage;
  readonly api: RestApi;
}

/** The paths of pages and of apps that the rate limits of the firewall count. Pages of accounts need a session. */
const COUNTED_PAGES = {
  signUp: ['/sign-up'],
  signIn: ['/sign-in', '/second-factor', '/forgot-password', '/confirm', '/oauth2/token'],
};

/** Adds what the settings ask for. */
export function addEdge(scope: Stack, { settings, logStorage, api }: EdgeSources): void {
  const { customDomain, additionalDomains, webAcl, trustedProxy, basePath, pages } = settings;
  const { deploymentStage: stage } = api.api;
  warnOfMissingDomain(scope, settings);
  for (const { id = 'CustomDomain', ...domain } of [customDomain ?? [], additionalDomains].flat()) {
    new CustomDomain(scope, id, { ...domain, stage });
  }
  if (webAcl) {
    new WebAcl(scope, 'WebAcl', {
      ...logStorage,
      stage,
      basePath,
      secretBodyRoutes: Object.entries(servedRoutes(settings))
        .filter(([key, route]) => key in authBodies || takesForm(key, route))
        .map(([key]) => key),
      ...(pages && { countedPages: COUNTED_PAGES }),
      uncountedAddresses: trustedProxy?.addresses,
    });
  }
}

/** Returns whether a route takes a form with passwords, codes or URLs. Its feature is that of the pages. */
function takesForm(key: string, { feature }: FeatureRoute): boolean {
  return feature === 'pages' && key.startsWith('POST ');
}
