/**
 * The peer of our comparisons: the tutorial's server, updated to the current Express, express-jwt and
 * jsonwebtoken.
 *
 * It keeps the tutorial's design: users in memory, passwords in plain text, and one secret that signs and
 * verifies (HS256). It exists only for comparison, and must never serve users.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { expressjwt, UnauthorizedError } from 'express-jwt';
import jwt from 'jsonwebtoken';
import { createFooRoutes } from './foo-routes';

interface User {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

/** The options of the peer. */
export interface ExpressAppOptions {
  /**
   * The shared secret of HS256, at least 32 bytes long (RFC 7518 section 3.2).
   * @default - 32 random bytes
   */
  readonly secret?: Buffer;
}

const audience = 'tutorial';
const issuer = 'https://tutorial.example/';
const lifetimeSeconds = 3600;

const describeError: ErrorRequestHandler = (error, _request, response, _next) => {
  const status = error instanceof UnauthorizedError ? 401 : (error.status ?? 500);
  response.status(status).json({ message: status < 500 ? error.message : 'Internal server error' });
};

/** Creates the tutorial's app: `POST /users`, `POST /sessions/create`, and `/foo` behind express-jwt. */
export function createExpressApp({ secret = randomBytes(32) }: ExpressAppOptions = {}): Express {
  const users = new Map<string, User>();
  const app = express();

  const createTokens = ({ id, username }: User) => {
    const sign = () =>
      jwt.sign({ username }, secret, {
        algorithm: 'HS256',
        subject: id,
        audience,
        issuer,
        expiresIn: lifetimeSeconds,
      });
    return { id_token: sign(), access_token: sign() };
  };

  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set('X-Frame-Options', 'DENY');
    next();
  });
  app.use(express.json());

  app.post('/users', (request, response) => {
    const { username, password } = request.body ?? {};
    if (typeof username !== 'string' || typeof password !== 'string' || !username || !password) {
      response.status(400).json({ message: 'You must send the username and the password' });
      return;
    }
    if (users.has(username)) {
      response.status(400).json({ message: 'A user with that username already exists' });
      return;
    }
    const user = { id: randomUUID(), username, password };
    users.set(username, user);
    response.status(201).json(createTokens(user));
  });

  app.post('/sessions/create', (request, response) => {
    const { username, password } = request.body ?? {};
    if (!username || !password) {
      response.status(400).json({ message: 'You must send the username and the password' });
      return;
    }
    const user = users.get(username);
    if (user === undefined || user.password !== password) {
      response.status(401).json({ message: "The username or password don't match" });
      return;
    }
    response.status(201).json(createTokens(user));
  });

  app.use('/foo', expressjwt({ secret, algorithms: ['HS256'], audience, issuer }), createFooRoutes());

  app.use(describeError);
  return app;
}
