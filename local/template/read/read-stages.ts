/** Reads the stages of an API. */

import type { ResourceView } from '../assembly-view';
import type { Stage } from '../model';
import { textOf, textsOf } from '../resolve/property';
import type { ApiParts } from './api-parts';
import { readStageThrottles } from './read-throttle';

/**
 * Reads an API's stages. The one that the CDK's `RestApi` creates itself (`deploymentStage`) is first; the
 * others are in the order of the template. A deployment can also create a stage.
 */
export function readStages(api: ResourceView, parts: ApiParts): readonly Stage[] {
  const declared = parts('AWS::ApiGateway::Stage').map((stage) => ({
    ofApi: isDeploymentStage(stage, api),
    stage: {
      name: stage.ref,
      variables: textsOf(stage.properties(), 'Variables'),
      deploymentId: textOf(stage.properties(), 'DeploymentId') ?? '',
      throttles: readStageThrottles(stage.properties()),
    },
  }));
  const implied = parts('AWS::ApiGateway::Deployment').flatMap((deployment) => {
    const name = textOf(deployment.properties(), 'StageName');
    return name === undefined ? [] : [{ name, variables: {}, deploymentId: deployment.ref, throttles: [] }];
  });
  const all: readonly Stage[] = [
    ...declared.filter(({ ofApi }) => ofApi).map(({ stage }) => stage),
    ...declared.filter(({ ofApi }) => !ofApi).map(({ stage }) => stage),
    ...implied,
  ];
  // A deployment can name a stage that is also declared.
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

/**
 * Whether the CDK created the stage with the API. Logical ids show this even if the template contains no
 * construct paths. They consist of the path and a hash of eight digits.
 */
function isDeploymentStage(stage: ResourceView, api: ResourceView): boolean {
  const path = api.logicalId.replace(/[0-9A-F]{8}$/, '');
  return path !== api.logicalId && stage.logicalId.startsWith(`${path}DeploymentStage`);
}
