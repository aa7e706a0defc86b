/** Chooses an API's served stage. */
import type { ApiParts } from './api-parts';
import type { NotRun, Stage } from './model';
import { textOf, textsOf } from './property';
import { readStageThrottles } from './read-throttle';

/** The served stage, undefined where the API has none, and those that are not served. */
export interface StageRead {
  readonly stage: Stage | undefined;
  readonly notRun: readonly NotRun[];
}

/** Reads an API's stages: the first is served. A deployment may make a stage by itself. */
export function readStage(parts: ApiParts): StageRead {
  const declared = parts('AWS::ApiGateway::Stage').map((stage) => ({
    logicalId: stage.logicalId,
    type: stage.type,
    name: stage.ref,
    variables: textsOf(stage.properties(), 'Variables'),
    deploymentId: textOf(stage.properties(), 'DeploymentId') ?? '',
    throttles: readStageThrottles(stage.properties()),
  }));
  const implied = parts('AWS::ApiGateway::Deployment').flatMap((deployment) => {
    const name = textOf(deployment.properties(), 'StageName');
    const { logicalId, type, ref } = deployment;
    return name === undefined
      ? []
      : [{ logicalId, type, name, variables: {}, deploymentId: ref, throttles: [] }];
  });
  const [served, ...others] = [...declared, ...implied];
  return {
    stage: served && {
      name: served.name,
      variables: served.variables,
      deploymentId: served.deploymentId,
      throttles: served.throttles,
    },
    notRun: others.map(({ logicalId, type, name }) => ({
      logicalId,
      type,
      reason: `stage ${name} is not served, only ${served?.name} is`,
    })),
  };
}
