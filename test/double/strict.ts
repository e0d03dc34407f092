/** The object, with every member that is not there an error and not `undefined`. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      // Node and the language itself look at these on anything.
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON' || key in target) {
        const value: unknown = Reflect.get(target, key, receiver);
        return value;
      }
      throw new Error(`${name}.${key} is not modelled`);
    },
  });
}

/** @throws when an option is given that the double does nothing about */
export function refuseUnknown(name: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new Error(`${name}: ${key} is not modelled`);
  }
}
