/** A browser's IndexedDB, as far as a table of runs is read from it. */

/** Have all databases hold these records. @param {unknown[]} records */
export function offering(records) {
  answering((request) => {
    request.result = databaseOf(records);
    request.onsuccess();
  });
}

/** Have requests for a database answered so. @param {(request: any) => void} answer */
export function answering(answer) {
  const indexedDB = {
    open: () => {
      const request = {};
      queueMicrotask(() => answer(request));
      return request;
    },
  };
  Object.defineProperty(globalThis, "indexedDB", { value: indexedDB, configurable: true });
}

/** @param {unknown[]} records */
export function databaseOf(records) {
  const table = { getAll: () => ({ result: records }), put: () => ({ result: "id" }) };
  return {
    transaction: () => {
      const change = { objectStore: () => table, commit: () => {}, oncomplete: () => {} };
      queueMicrotask(() => change.oncomplete());
      return change;
    },
  };
}
