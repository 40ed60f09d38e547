export { exampleOf } from './exampleOf';
export { isNestedTooDeeply } from './nesting';
export { reportedMetrics } from './reportedMetrics';
