import { withQueueUrls } from '../../../local/functions/with-queue-urls';
import type { FunctionDefinition } from '../../../local/template/model';
import { describeTestQueue } from '../describe-test-queue';

const { url } = describeTestQueue('jobs');
const worker = {
  environment: { QUEUE: url, LIST: `${url},${url}-other`, PLAIN: 'jobs' },
} as unknown as FunctionDefinition;

test('the URLs of served queues name the local endpoint, and no others do', () => {
  const [local] = withQueueUrls([worker], [describeTestQueue('jobs')], 'http://127.0.0.1:7');
  expect(local?.environment).toEqual({
    QUEUE: 'http://127.0.0.1:7/123456789012/jobs',
    LIST: `http://127.0.0.1:7/123456789012/jobs,${url}-other`,
    PLAIN: 'jobs',
  });
});

test('without queues, the functions are unchanged', () => {
  const definitions = [worker];
  expect(withQueueUrls(definitions, [], 'http://127.0.0.1:7')).toBe(definitions);
});
