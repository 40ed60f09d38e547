export { evaluateDiagnosis, type DiagnosisVerdict } from './evaluateDiagnosis';
export * from './facts';
export {
  CONTAINER_NAME,
  keepsTarget,
  reachesNamespace,
  SERVICE_NAME,
} from './monitorWay';
export { rightsToScrape } from './links/target';
export { lacksTargets, scrapeJobs, type ScrapeJob } from './scrapeJobs';
