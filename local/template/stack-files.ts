/** One stack as the files of an assembly describe it. */
import type { Template } from './template';

/** One stack of an assembly. */
export interface StackFiles {
  readonly artifactId: string;
  readonly stackName: string;
  /** From the assembly; undefined if the stack is environment-agnostic. */
  readonly region?: string;
  readonly accountId?: string;
  readonly template: Template;
  /** The artifact ids that are deployed before the stack. */
  readonly dependencies: readonly string[];
  /** The folder that paths in the template's metadata are relative to. */
  readonly directory: string;
  /** Nested stacks by the logical ids of their resources. */
  readonly nested?: ReadonlyMap<string, StackFiles>;
}
