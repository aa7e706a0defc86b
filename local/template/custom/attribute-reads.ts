/** Notes which attributes of resources of unknown types are read, and gives those that custom resources have answered. */

/** An attribute that is read. */
export interface AttributeRead {
  readonly stackName: string;
  /** The logical id of the resource whose template entry reads it. */
  readonly by: string;
  /** The logical id of the resource that has it. */
  readonly of: string;
  readonly type: string;
  readonly attribute: string;
  /** What it is as long as the resource has not answered. */
  readonly standIn: string | undefined;
}

/** What a custom resource has answered. */
export interface ProvidedResource {
  readonly physicalId: string;
  /** Its attributes by name. */
  readonly data: Readonly<Record<string, string>>;
}

/** Answers of custom resources by `resourceKey`. */
export type ProvidedResources = ReadonlyMap<string, ProvidedResource>;

/** Names a resource among those of all stacks. */
export function resourceKey(stackName: string, logicalId: string): string {
  return `${stackName}/${logicalId}`;
}

/** Whether resources of a type are made by a function of the app. */
export function isCustomType(type: string): boolean {
  return type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::');
}

/** The reads of one reading of an assembly. */
export interface AttributeReads {
  /** Every read so far, in order. */
  readonly all: readonly AttributeRead[];
  /** Notes a read; returns undefined where nothing was answered. */
  find(read: AttributeRead): string | undefined;
  /** Whether the value of a read is a stand-in. */
  isStandIn(read: AttributeRead): boolean;
}

/** Begins without reads. */
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
