/** The peer's `/foo`: foos in memory, with hand-written HTTP validators and conditions. */
import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import type { Request as AuthenticatedRequest } from 'express-jwt';

interface Foo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const show = (response: Response, status: number, foo: Foo, etag: string) => {
  response
    .set({ ETag: etag, 'Last-Modified': new Date(foo.updatedAt).toUTCString() })
    .status(status)
    .json(foo);
};

/** Whether a header's list of entity tags contains this one. */
const names = (header: string, etag: string, isWeak: boolean) =>
  header.split(',').some((tag) => {
    const trimmed = tag.trim();
    return trimmed === '*' || trimmed === etag || (isWeak && trimmed === `W/${etag}`);
  });

/** Whether a request may change the resource with this tag. */
function mayChange(request: Request, etag: string): boolean {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers;
  return (
    (match === undefined || names(match, etag, false)) &&
    (noneMatch === undefined || !names(noneMatch, etag, true))
  );
}

/** Creates the routes. The caller puts express-jwt in front. */
export function createFooRoutes(): Router {
  const accounts = new Map<string, Map<string, Foo & { readonly etag: string }>>();
  const routes = Router();

  const foosOf = ({ auth }: AuthenticatedRequest) => {
    const owner = auth?.sub ?? '';
    const foos = accounts.get(owner) ?? new Map<string, Foo & { readonly etag: string }>();
    accounts.set(owner, foos);
    return foos;
  };

  routes.get('/', (request, response) => {
    const foos = [...foosOf(request).values()].map(({ etag, ...foo }) => foo);
    response.json({ items: foos.reverse() });
  });

  routes.post('/', (request, response) => {
    const now = new Date().toISOString();
    const foo = { id: randomUUID(), name: String(request.body?.name), createdAt: now, updatedAt: now };
    const etag = `"${randomUUID()}"`;
    foosOf(request).set(foo.id, { ...foo, etag });
    show(response.location(`/foo/${foo.id}`), 201, foo, etag);
  });

  /** Finds the foo and evaluates the conditions, or answers the request itself. */
  const find = (request: Request<{ id: string }>, response: Response) => {
    const found = foosOf(request as AuthenticatedRequest).get(request.params.id);
    if (found === undefined) response.status(404).json({ message: 'Not found' });
    else if (request.method === 'GET' || mayChange(request, found.etag)) return found;
    else response.status(412).json({ message: 'The foo is in another state' });
    return undefined;
  };

  routes.get('/:id', (request, response) => {
    const found = find(request, response);
    if (!found) return;
    const { etag, ...foo } = found;
    // Express answers 304 by itself.
    show(response, 200, foo, etag);
  });

  routes.put('/:id', (request, response) => {
    const found = find(request, response);
    if (!found) return;
    const { etag: _, ...before } = found;
    const foo = { ...before, name: String(request.body?.name), updatedAt: new Date().toISOString() };
    const etag = `"${randomUUID()}"`;
    foosOf(request).set(foo.id, { ...foo, etag });
    show(response, 200, foo, etag);
  });

  routes.delete('/:id', (request, response) => {
    const found = find(request, response);
    if (!found) return;
    foosOf(request).delete(found.id);
    response.status(204).end();
  });

  return routes;
}
