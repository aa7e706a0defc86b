/** The resources that belong to one REST API. */
import type { AssemblyView, ResourceView } from '../assembly-view';

/** Finds an API's parts by type. */
export type ApiParts = (type: string) => readonly ResourceView[];

/** Creates the finder of an API's parts: whatever names it as its `RestApiId`. */
export function apiPartsOf(view: AssemblyView, apiId: string): ApiParts {
  return (type) => view.ofType(type).filter((resource) => resource.properties().RestApiId === apiId);
}
