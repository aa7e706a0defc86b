/** The AWS partition of a region. */

interface Partition {
  /** The prefix of its regions. */
  readonly regions: string;
  /** The partition in ARNs. */
  readonly name: string;
  /** The end of its services' host names. */
  readonly urlSuffix: string;
}

const COMMON: Partition = { regions: '', name: 'aws', urlSuffix: 'amazonaws.com' };

/**
 * All partitions except the common one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const PARTITIONS: readonly Partition[] = [
  { regions: 'cn-', name: 'aws-cn', urlSuffix: 'amazonaws.com.cn' },
  { regions: 'us-gov-', name: 'aws-us-gov', urlSuffix: 'amazonaws.com' },
  { regions: 'eusc-', name: 'aws-eusc', urlSuffix: 'amazonaws.eu' },
];

/** Returns the name of the partition, such as `aws`. */
export function partitionOf(region: string): string {
  return find(region).name;
}

/** Returns the end of host names, such as `amazonaws.com`. */
export function urlSuffixOf(region: string): string {
  return find(region).urlSuffix;
}

function find(region: string): Partition {
  return PARTITIONS.find(({ regions }) => region.startsWith(regions)) ?? COMMON;
}
