export { readModelWay } from './readModelWay';
export { readScraperRights } from './readScraperRights';
