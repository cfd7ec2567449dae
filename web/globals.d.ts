// Put in by the bundler.
declare const __BUILD_ID__: string;
declare const __WORKER_URL__: string;
