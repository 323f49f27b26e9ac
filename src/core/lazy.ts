// Objects with properties that are made when somebody first looks at them.

/** How each of these properties is made from what the object keeps to itself. */
export type Makers<From, Made> = { readonly [Key in keyof Made]: (from: From) => Made[Key] };

/**
 * Gives what adds such properties to what is known already. They belong to the prototype, as there may be thousands of these
 * objects: getters of their own cost more time and memory than all the rest of them. So `...` does not see them, but `whole`
 * does, and `JSON.stringify`.
 */
export function lazyProperties<From extends object, Made extends object>(
  makers: Makers<From, Made>,
): <Known extends object>(known: Known, from: From) => Known & Made {
  class Lazy {
    readonly #from: From;

    constructor(known: object, from: From) {
      Object.assign(this, known);
      this.#from = from;
    }

    static look(lazy: Lazy, key: keyof Made): Made[keyof Made] {
      const value = makers[key](lazy.#from);
      Object.defineProperty(lazy, key, { value, enumerable: true });
      return value;
    }

    toJSON(): object {
      return whole(this);
    }
  }
  for (const key of Object.keys(makers) as (keyof Made)[])
    Object.defineProperty(Lazy.prototype, key, {
      get(this: Lazy) {
        return Lazy.look(this, key);
      },
      enumerable: true,
    });
  return (known, from) => new Lazy(known, from) as unknown as typeof known & Made;
}

/** A copy with everything made, which can be copied further. */
export function whole<T extends object>(object: T): Pick<T, keyof T> {
  const copy: Partial<T> = {};
  // With those of the prototype, which are only these.
  for (const key in object) copy[key] = object[key];
  return copy as Pick<T, keyof T>;
}
