/** The ports of a run: one for each stage of each API. */
import type { Listener } from '../gateway/http/listener';

/** Ports that are opened on first use. */
export interface StagePorts {
  /** Returns the port of a stage. It stays the same until it is withdrawn. */
  of(apiLogicalId: string, stageName: string): Promise<Listener>;
  /**
   * Removes the ports that no stage uses.
   * @param origins the origins of the served stages
   * @returns a function that closes them; call it when their requests are answered
   */
  withdraw(origins: readonly string[]): () => Promise<void>;
  close(): Promise<void>;
}

/** @param open opens a free port */
export function createStagePorts(open: () => Promise<Listener>): StagePorts {
  const ports = new Map<string, Listener>();
  const opened = new Set<Listener>();

  async function close(listeners: readonly Listener[]): Promise<void> {
    await Promise.all(listeners.map((listener) => listener.close()));
    for (const listener of listeners) opened.delete(listener);
  }

  return {
    async of(apiLogicalId, stageName) {
      const stage = `${apiLogicalId} ${stageName}`;
      const known = ports.get(stage);
      if (known !== undefined) return known;
      const listener = await open();
      ports.set(stage, listener);
      opened.add(listener);
      return listener;
    },
    withdraw(origins) {
      const unused = [...ports].filter(([, { origin }]) => !origins.includes(origin));
      for (const [stage] of unused) ports.delete(stage);
      return () => close(unused.map(([, listener]) => listener));
    },
    close: () => close([...opened]),
  };
}
