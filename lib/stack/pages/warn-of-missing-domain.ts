/** Warns, at every synthesis and deployment, that the pages of a stage do not work on AWS. */
import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../../stages/stage-settings';

/**
 * Adds a warning for pages without a domain of their own: API Gateway's host has the name of the stage in every path, which
 * neither the links nor the cookies of the pages have. The local run serves them at the root.
 */
export function warnOfMissingDomain(
  scope: Construct,
  { pages, customDomain }: Pick<StageSettings, 'pages' | 'customDomain'>,
): void {
  if (pages === undefined || customDomain !== undefined) return;
  Annotations.of(scope).addWarningV2(
    'latchkey:pagesWithoutDomain',
    'The pages of this stage work only on a local run: set customDomain, since on AWS they must be at the root of a host.',
  );
}
