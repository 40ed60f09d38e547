export * as builtin from './builtin';
export * as gateway from './gateway';
export * as grafana from './grafana';
export * as monitoring from './monitoring';
export * as route from './route';
export * as seldon from './seldon';
