// What is kept in this browser, for one staff member: small words under small names.
export interface Store {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  names(): string[];
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

// Falls back to memory where the browser refuses (private window, full): what was written stays at
// least until the page goes.
export function storeOf(storage: Kept, prefix: string): Store {
  const memory = new Map<string, string>();
  return {
    get: (name) => memory.get(name) ?? storage.getItem(prefix + name),
    set: (name, value) => {
      try {
        storage.setItem(prefix + name, value);
        memory.delete(name);
      } catch {
        memory.set(name, value);
      }
    },
    remove: (name) => {
      memory.delete(name);
      storage.removeItem(prefix + name);
    },
    names: () => {
      const all = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      const ours = all
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
      return [...new Set([...ours, ...memory.keys()])];
    },
  };
}
