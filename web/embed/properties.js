/**
 * The element's properties, which say in numbers and truth values what its attributes say in text.
 */

/** Properties that are not named as their attribute, whose name a method has. */
export const RENAMED = /** @type {Record<string, string>} */ ({
  stop: "stopWhen",
  normalize: "normalized",
});

/** Gives a class of elements a property for each of its attributes. @param {any} prototype */
export function mirror(prototype) {
  for (const [key, [type, usual]] of Object.entries(__ATTRIBUTES__)) {
    if (key in HTMLElement.prototype && !RENAMED[key]) continue;
    const read = readers[type];
    const property = {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() {
        const text = this.getAttribute(key) ?? usual;
        return text === undefined ? null : read(text);
      },
      /** @this {HTMLElement} @param {any} value */
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(key);
        else this.setAttribute(key, typeof value === "boolean" ? `${+value}` : `${value}`);
      },
    };
    Object.defineProperty(prototype, RENAMED[key] ?? key, property);
    if (!RENAMED[key]) continue;
    // Frameworks set whatever is `in` an element; the method must survive that.
    const method = prototype[key];
    Object.defineProperty(prototype, key, { ...property, get: () => method });
  }
  Object.defineProperty(prototype, "autostart", {
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() {
      return this.hasAttribute("autostart");
    },
    /** @this {HTMLElement} @param {any} value */
    set(value) {
      this.toggleAttribute("autostart", Boolean(value));
    },
  });
}

/** Hands on what was set before the element was known: it would hide the property. @param {any} element */
export function upgrade(element) {
  for (const name of Object.getOwnPropertyNames(element)) {
    if (!(name in Object.getPrototypeOf(element))) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}

/** @type {Record<string, (text: string) => any>} */
const readers = {
  number: Number,
  boolean: (text) => text !== "0",
  string: (text) => text,
};
