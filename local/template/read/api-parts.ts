/** Finds the resources that belong to one REST API. */
import type { AssemblyView, ResourceView } from '../assembly-view';

/** Returns the parts of an API by type. */
export type ApiParts = (type: string) => readonly ResourceView[];

/** Creates the finder of an API's parts: the resources whose `RestApiId` is its id. */
export function apiPartsOf(view: AssemblyView, apiId: string): ApiParts {
  return (type) => view.ofType(type).filter((resource) => resource.properties().RestApiId === apiId);
}
