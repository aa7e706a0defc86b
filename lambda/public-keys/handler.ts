/** The handler of the public keys' custom resource. It creates everything once, when Lambda loads it. */
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { answerCustomResource } from './answer-custom-resource';
import { readPublicKeys } from './read-public-keys';
import { createAnswerSender } from './send-answer';

export const handler = answerCustomResource({
  provide: readPublicKeys({
    // Only a deployment waits for it, no request.
    kms: createAwsClient(readAwsSettings(awsServices.kms, process.env), {
      budgetMs: 5_000,
      attemptMs: 2_000,
    }),
    now: Date.now,
    sleep,
  }),
  send: createAnswerSender({ request: https.request, sleep }),
});
