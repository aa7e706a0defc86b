/** Runs the tutorial's suite against the tutorial's own server, which shows that the suite is fair. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createExpressApp } from '../../bench/peers/express-app';
import { describeTutorial } from './tutorial';
import { describeTutorialSequence } from './tutorial-sequence';

let server: Server;

beforeAll(async () => {
  server = createExpressApp().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
describeTutorial('Express', address);
describeTutorialSequence('Express', address);
