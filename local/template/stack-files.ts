/** What an assembly's files say of one stack. */
import type { Template } from './template';

/** One stack of an assembly. */
export interface StackFiles {
  readonly artifactId: string;
  readonly stackName: string;
  /** As the assembly knows it; undefined where the stack is environment-agnostic. */
  readonly region?: string;
  readonly accountId?: string;
  readonly template: Template;
  /** Artifact ids that the stack is deployed after. */
  readonly dependencies: readonly string[];
  /** The folder that paths in the template's metadata are relative to. */
  readonly directory: string;
  /** Nested stacks by the logical ids of their resources. */
  readonly nested?: ReadonlyMap<string, StackFiles>;
}
