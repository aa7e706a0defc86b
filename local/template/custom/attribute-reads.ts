/**
 * Records which attributes of resources of unknown types are read, and returns those of custom resources that
 * have run.
 */

/** A read of an attribute. */
export interface AttributeRead {
  readonly stackName: string;
  /** The logical id of the resource whose template entry reads the attribute. */
  readonly by: string;
  /** The logical id of the resource that has the attribute. */
  readonly of: string;
  readonly type: string;
  readonly attribute: string;
  /** The placeholder that is used until the resource has answered. */
  readonly standIn: string | undefined;
}

/** The response of a custom resource. */
export interface ProvidedResource {
  readonly physicalId: string;
  /** Its attributes by name. */
  readonly data: Readonly<Record<string, string>>;
}

/** Answers of custom resources by `resourceKey`. */
export type ProvidedResources = ReadonlyMap<string, ProvidedResource>;

/** Returns a key that identifies a resource among those of all stacks. */
export function resourceKey(stackName: string, logicalId: string): string {
  return `${stackName}/${logicalId}`;
}

/** Whether a function of the app creates resources of this type. */
export function isCustomType(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');
}

/** The reads that occur while an assembly is read. */
export interface AttributeReads {
  /** Every read so far, in order. */
  readonly all: readonly AttributeRead[];
  /** Records a read. Returns undefined if there is no response. */
  find(read: AttributeRead): string | undefined;
  /** Whether the value of a read is a placeholder. */
  isStandIn(read: AttributeRead): boolean;
}

/** Creates an empty record. */
export function createAttributeReads(provided: ProvidedResources): AttributeReads {
  const all: AttributeRead[] = [];
  const answerOf = ({ stackName, of, attribute }: AttributeRead) =>
    provided.get(resourceKey(stackName, of))?.data[attribute];
  return {
    all,
    find(read) {
      all.push(read);
      return answerOf(read);
    },
    isStandIn: (read) => read.standIn !== undefined && answerOf(read) === undefined,
  };
}
