/** Reads the identities and configuration sets of SES, from the template and from the policies of roles. */
import type { PolicyDocument } from '../../iam/policy';
import type { AssemblyView } from '../assembly-view';
import { booleanOf, listOf, objectOf, textOf } from '../resolve/property';
import type { ConfigurationSet, EmailIdentity, EventDestination, MailResources } from './mail-resources';

/**
 * Reads the resources.
 * @param policies the policies of the functions' roles; an identity that one of them allows by its ARN exists
 * outside the template, and counts as verified
 * @returns undefined if there are none
 */
export function readMailResources(
  view: AssemblyView,
  policies: readonly PolicyDocument[],
): MailResources | undefined {
  const named = findNamedArns(policies);
  const identities = mergeByArn<EmailIdentity>(
    view.ofType('AWS::SES::EmailIdentity').map((resource) => {
      const attributes = objectOf(resource.properties(), 'ConfigurationSetAttributes');
      const configurationSet = textOf(attributes, 'ConfigurationSetName');
      return {
        name: resource.ref,
        arn: sesArn(view, `identity/${resource.ref}`),
        ...(configurationSet !== undefined && { configurationSet }),
      };
    }),
    named.filter(({ kind }) => kind === 'identity'),
  );
  const destinations = readDestinations(view);
  const configurationSets = mergeByArn<ConfigurationSet>(
    view.ofType('AWS::SES::ConfigurationSet').map(({ ref }) => ({
      name: ref,
      arn: sesArn(view, `configuration-set/${ref}`),
      destinations: destinations.get(ref) ?? [],
    })),
    named.filter(({ kind }) => kind === 'configuration-set'),
  );
  const isEmpty = identities.length === 0 && configurationSets.length === 0;
  return isEmpty ? undefined : { identities, configurationSets };
}

interface NamedArn {
  readonly kind: string;
  readonly name: string;
  readonly arn: string;
}

const SES_ARN = /^arn:[^:]+:ses:[^:*?]+:\d{12}:(identity|configuration-set)\/([^*?$]+)$/;

/** Returns the ARNs without wildcards that a policy allows. */
function findNamedArns(policies: readonly PolicyDocument[]): readonly NamedArn[] {
  return policies
    .flatMap(({ Statement }) => Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Resource = [] }) => Resource)
    .flatMap((arn) => {
      const [, kind, name] = SES_ARN.exec(arn) ?? [];
      return kind === undefined || name === undefined ? [] : [{ kind, name, arn }];
    });
}

/** The resources of the template take precedence, because they have more properties. */
function mergeByArn<Resource extends EmailIdentity | ConfigurationSet>(
  ofTemplate: readonly Resource[],
  named: readonly NamedArn[],
): readonly Resource[] {
  const byArn = new Map(ofTemplate.map((resource) => [resource.arn, resource]));
  for (const { name, arn } of named) if (!byArn.has(arn)) byArn.set(arn, { name, arn } as Resource);
  return [...byArn.values()];
}

function readDestinations(view: AssemblyView): ReadonlyMap<string, EventDestination[]> {
  const bySet = new Map<string, EventDestination[]>();
  for (const resource of view.ofType('AWS::SES::ConfigurationSetEventDestination')) {
    const properties = resource.properties();
    const destination = objectOf(properties, 'EventDestination');
    if (!booleanOf(destination, 'Enabled')) continue;
    const set = textOf(properties, 'ConfigurationSetName') ?? '';
    const eventTypes = listOf(destination, 'MatchingEventTypes').map((type) => String(type).toLowerCase());
    const isEventBridge = destination.EventBridgeDestination !== undefined;
    bySet.set(set, [...(bySet.get(set) ?? []), { isEventBridge, eventTypes }]);
  }
  return bySet;
}

function sesArn({ partition, region, accountId }: AssemblyView, resource: string): string {
  return `arn:${partition}:ses:${region}:${accountId}:${resource}`;
}
