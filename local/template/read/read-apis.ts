/** Reads REST APIs with their methods, authorizers, validators, models and gateway responses. */

import type { AssemblyView, ResourceView } from '../assembly-view';
import type { NotRun, RestApi } from '../model';
import { readPolicy } from '../policies/read-policy';
import { booleanOf, listOf, textOf, textsOf } from '../resolve/property';
import { apiPartsOf } from './api-parts';
import { readAuthorizers } from './read-authorizers';
import { readMethods } from './read-methods';
import { readStages } from './read-stages';
import { readUsagePlans } from './read-usage-plans';

/** The APIs of an app, one entry for each stage. */
export interface ApisRead {
  readonly apis: readonly RestApi[];
  readonly notRun: readonly NotRun[];
}

function readApi(view: AssemblyView, api: ResourceView, notRun: NotRun[]): readonly RestApi[] {
  const { logicalId, type, ref: id } = api;
  const properties = api.properties();
  const parts = apiPartsOf(view, id);
  const stages = readStages(api, parts);
  const defined = properties.Body !== undefined || properties.BodyS3Location !== undefined;
  if (defined) notRun.push({ logicalId, type, reason: 'APIs defined by an OpenAPI document are not run' });
  else if (stages.length === 0) notRun.push({ logicalId, type, reason: 'the API has no stage' });
  if (defined || stages.length === 0) return [];
  const authorizers = readAuthorizers(view, parts);
  const originsSetting = textOf(api.metadata, 'local:origins-setting');
  const policy = properties.Policy === undefined ? undefined : readPolicy(view, logicalId, properties.Policy);
  const inEveryStage = {
    logicalId,
    id,
    name: textOf(properties, 'Name') ?? logicalId,
    methods: readMethods(view, parts, api.attribute('RootResourceId'), authorizers),
    authorizers: authorizers.authorizers,
    validators: parts('AWS::ApiGateway::RequestValidator').map((validator) => ({
      logicalId: validator.logicalId,
      validateBody: booleanOf(validator.properties(), 'ValidateRequestBody'),
      validateParameters: booleanOf(validator.properties(), 'ValidateRequestParameters'),
    })),
    models: parts('AWS::ApiGateway::Model').map((model) => ({
      name: model.ref,
      contentType: textOf(model.properties(), 'ContentType') ?? 'application/json',
      schema: model.properties().Schema ?? {},
      ...('example' in model.metadata && { example: model.metadata.example }),
    })),
    gatewayResponses: parts('AWS::ApiGateway::GatewayResponse').map((response) => {
      const own = response.properties();
      const statusCode = textOf(own, 'StatusCode');
      return {
        type: textOf(own, 'ResponseType') ?? '',
        ...(statusCode !== undefined && { statusCode }),
        responseParameters: textsOf(own, 'ResponseParameters'),
        responseTemplates: textsOf(own, 'ResponseTemplates'),
      };
    }),
    binaryMediaTypes: listOf<unknown>(properties, 'BinaryMediaTypes').map(String),
    ...(policy !== undefined && { policy }),
    ...(originsSetting !== undefined && { originsSetting }),
    apiKeySource:
      textOf(properties, 'ApiKeySourceType') === 'AUTHORIZER' ? ('AUTHORIZER' as const) : ('HEADER' as const),
  };
  return stages.map((stage) => ({
    ...inEveryStage,
    stage,
    usagePlans: readUsagePlans(view, id, stage.name),
  }));
}

/** Reads all APIs that have a stage. The stages of one API follow each other. */
export function readApis(view: AssemblyView): ApisRead {
  const notRun: NotRun[] = [];
  const apis = view.ofType('AWS::ApiGateway::RestApi').flatMap((api) => readApi(view, api, notRun));
  return { apis, notRun };
}
