/** Runs the tutorial's suite against this service. tutorial-peer.all.test.ts runs it against the tutorial's server. */
import { baseUrl } from '../support/server-under-test';
import { describeTutorial } from './tutorial';
import { describeTutorialSequence } from './tutorial-sequence';

describeTutorial('Latchkey', baseUrl);
describeTutorialSequence('Latchkey', baseUrl);
