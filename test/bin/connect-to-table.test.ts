import { connectToTable } from '../../bin/connect-to-table';

const former = process.env.AWS_REGION;
beforeEach(() => {
  process.env.AWS_REGION = 'eu-west-1';
});
afterEach(() => {
  if (former === undefined) delete process.env.AWS_REGION;
  else process.env.AWS_REGION = former;
});

test('what a deployed table answers is told with the table, the region and what to do', async () => {
  const missing = Object.assign(new Error('Requested resource not found'), {
    name: 'ResourceNotFoundException',
  });
  const attempt = connectToTable({ table: 'users' }, () => Promise.reject(missing));
  await expect(attempt).rejects.toThrow('eu-west-1 has no table users');
});

test("a command's own error stays as it is", async () => {
  const own = new Error('No such user');
  await expect(connectToTable({ table: 'users' }, () => Promise.reject(own))).rejects.toBe(own);
});

test('a deployed table and a local run at once are refused', async () => {
  const attempt = connectToTable({ table: 'users', port: '3000' }, async () => undefined);
  await expect(attempt).rejects.toThrow('not both');
});
