import type { Store } from './store.ts';

type Names = { readonly read: Set<string>; readonly write: Set<string> };

/** The store, taking down which of its methods are called and which it has. */
export function watched(store: Store, called: Names, methods: Names): Store {
  const watch = <Part extends object>(part: Part, side: 'read' | 'write'): Part => {
    for (const name of Object.keys(part)) methods[side].add(name);
    return new Proxy(part, {
      get: (target, name) => {
        called[side].add(String(name));
        return Reflect.get(target, name);
      },
    });
  };
  return {
    ...store,
    read: watch(store.read, 'read'),
    write: (work) => store.write((tx) => work(watch(tx, 'write'))),
  };
}
