/** Adds the custom domains and the firewall of a stage to its API. */
import type { Stack } from 'aws-cdk-lib';
import { authBodies } from '../../../lambda/auth/bodies';
import { CustomDomain } from '../../constructs/api/custom-domain';
import type { RestApi } from '../../constructs/api/rest-api';
import { WebAcl } from '../../constructs/api/web-acl';
import type { LogStorage } from '../../constructs/logging/log-group';
import { servedRoutes } from '../../routes/features';
import type { StageSettings } from '../../stages/stage-settings';

/** The API, and the settings of its edge. */
export interface EdgeSources {
  readonly settings: StageSettings;
  readonly logStorage: LogStorage;
  readonly api: RestApi;
}

/** Adds what the settings ask for. */
export function addEdge(scope: Stack, { settings, logStorage, api }: EdgeSources): void {
  const { customDomain, additionalDomains, webAcl, trustedProxy, basePath } = settings;
  const { deploymentStage: stage } = api.api;
  for (const { id = 'CustomDomain', ...domain } of [customDomain ?? [], additionalDomains].flat()) {
    new CustomDomain(scope, id, { ...domain, stage });
  }
  if (webAcl) {
    new WebAcl(scope, 'WebAcl', {
      ...logStorage,
      stage,
      basePath,
      secretBodyRoutes: Object.keys(servedRoutes(settings)).filter((key) => key in authBodies),
      uncountedAddresses: trustedProxy?.addresses,
    });
  }
}
