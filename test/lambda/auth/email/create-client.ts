/** Creates clients of AWS services as the bundle of `auth` does. */
import { createAwsClient } from '../../../../lambda/shared/aws/aws-client';
import type { JsonService } from '../../../../lambda/shared/aws/aws-services';
import { readAwsSettings } from '../../../../lambda/shared/aws/aws-settings';

export const createClient = (service: JsonService) => createAwsClient(readAwsSettings(service, process.env));
