export { exampleOf } from './exampleOf';
export { failedInside } from './failedInside';
export { isNestedTooDeeply } from './nesting';
export { reportedMetrics } from './reportedMetrics';
