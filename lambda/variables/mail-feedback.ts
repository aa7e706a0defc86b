/** The environment variables of the function mail-feedback. */
import { tableName } from './common';
import { list } from './variable';

export const mailFeedbackVariables = {
  tableName,
  /** The names of the SES configuration sets whose reports count. */
  configurationSets: list('MAIL_CONFIGURATION_SETS'),
} as const;
