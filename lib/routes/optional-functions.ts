/** The functions that a stage has only with a setting. Routes decide about the example. */
import type { FunctionName } from '../../lambda/environment';
import { MAIL_TIMEOUT } from '../constructs/email/mail-delivery';
import type { ServiceFunctionProps } from '../constructs/functions/service-function';
import { mailDesignFile } from '../stack/email/mail-design-file';
import { lookFile } from '../stack/pages/look-file';
import { listSenders } from '../stages/email-settings';
import { listFactorPolicies } from '../stages/factors/factor-settings';
import type { StageSettings } from '../stages/stage-settings';

/** A function of such a setting, and its properties. */
export interface OptionalFunction
  extends Pick<ServiceFunctionProps, 'description' | 'files' | 'memorySize' | 'timeout'> {
  readonly name: Extract<FunctionName, 'mail' | 'mail-feedback' | 'factors'>;
}

/** Returns the functions that a stage needs, also those that it needs one release later or needed one release earlier. */
export function listOptionalFunctions(settings: StageSettings): readonly OptionalFunction[] {
  const mail: readonly OptionalFunction[] = [
    {
      name: 'mail',
      description: 'Renders and sends mails',
      timeout: MAIL_TIMEOUT,
      files: mailDesignFile(settings),
    },
    { name: 'mail-feedback', description: 'Marks addresses whose mails come back', memorySize: 256 },
  ];
  const factors: readonly OptionalFunction[] = [
    { name: 'factors', description: 'Second factors of accounts', files: lookFile(settings) },
  ];
  return [
    ...(listSenders(settings).length > 0 ? mail : []),
    ...(listFactorPolicies(settings).length > 0 ? factors : []),
  ];
}
