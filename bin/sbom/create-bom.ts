/** Creates the bill of materials of the deployed code, in the CycloneDX format. */
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseLicense from 'spdx-expression-parse';
import type { ShippedPackage } from '../../lib/bundling/list-shipped-packages';

/** The application that the bill describes. */
export interface Subject {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Returns the document: CycloneDX 1.6 as JSON. It has no timestamp, so that the same build gives the same document. */
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

/** Returns the package URL. @see https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
function toPackageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
