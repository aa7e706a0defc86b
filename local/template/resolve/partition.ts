/** The AWS partition that a region belongs to. */

interface Partition {
  /** What the names of its regions begin with. */
  readonly regions: string;
  /** As ARNs begin with it. */
  readonly name: string;
  /** What its services' host names end in. */
  readonly urlSuffix: string;
}

const COMMON: Partition = { regions: '', name: 'aws', urlSuffix: 'amazonaws.com' };

/**
 * Those besides the common one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const PARTITIONS: readonly Partition[] = [
  { regions: 'cn-', name: 'aws-cn', urlSuffix: 'amazonaws.com.cn' },
  { regions: 'us-gov-', name: 'aws-us-gov', urlSuffix: 'amazonaws.com' },
  { regions: 'eusc-', name: 'aws-eusc', urlSuffix: 'amazonaws.eu' },
];

/** The partition's name, such as `aws`. */
export function partitionOf(region: string): string {
  return find(region).name;
}

/** The end of host names, such as `amazonaws.com`. */
export function urlSuffixOf(region: string): string {
  return find(region).urlSuffix;
}

function find(region: string): Partition {
  return PARTITIONS.find(({ regions }) => region.startsWith(regions)) ?? COMMON;
}
