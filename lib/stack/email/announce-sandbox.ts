/** Reports, at every synthesis and deployment, that SES starts in its sandbox. */
import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../../stages/stage-settings';

/**
 * Adds a line for a stage whose users are real: it retains its data, and may be deployed. Other stages run on a developer's machine, and
 * `npm start` would print the line each time.
 */
export function announceSandbox(
  scope: Construct,
  { retainData, testsOnly }: Pick<StageSettings, 'retainData' | 'testsOnly'>,
): void {
  if (!retainData || testsOnly) return;
  Annotations.of(scope).addInfoV2(
    'latchkey:sesSandbox',
    'SES starts in the sandbox in each region, and then sends only to addresses that you have verified: run npm run mail:check -- --stage STAGE.',
  );
}
