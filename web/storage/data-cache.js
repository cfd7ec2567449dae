/**
 * The name of the browser's cache of further pictures and wheels, one for each copy of the site.
 * @param {string} scope The URL of the site's folder.
 */
export const dataCacheName = (scope) => `fitting-room-data-${scope}`;
