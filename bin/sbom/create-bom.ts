/** Makes the bill of materials of what is deployed, in the format CycloneDX. */
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseLicense from 'spdx-expression-parse';
import type { ShippedPackage } from '../../lib/bundling/list-shipped-packages';

/** What the bill is of. */
export interface Subject {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Makes the document: CycloneDX 1.6 as JSON. It says nothing of when it was made, so that two of one build are equal. */
export function createBom(subject: Subject, packages: readonly ShippedPackage[]): string {
  const licenses = new Contrib.License.Factories.LicenseFactory(parseLicense);
  const root = new Models.Component(Enums.ComponentType.Application, subject.name, {
    bomRef: subject.name,
    version: subject.version,
  });
  root.licenses.add(licenses.makeFromString(subject.license));
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root }) });
  for (const { name, version, license, functions } of packages) {
    const purl = toPackageUrl(name, version);
    const component = new Models.Component(Enums.ComponentType.Library, name, {
      bomRef: purl,
      version,
      purl,
    });
    if (license !== undefined) component.licenses.add(licenses.makeFromString(license));
    for (const description of functions) {
      component.properties.add(new Models.Property('latchkey:function', description));
    }
    root.dependencies.add(component.bomRef);
    bom.components.add(component);
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** @see https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
function toPackageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
