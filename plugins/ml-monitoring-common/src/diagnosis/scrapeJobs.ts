import type { DiagnosisFacts, ScrapePoolFact } from './facts';
import { measuringTargets } from './measuringTargets';
import { bestWay } from './monitorWay';
import { scrapeGoals } from './scrapeGoals';

/** A monitor's endpoint, by the name of the job that its Prometheus makes of it. @public */
export interface ScrapeJob {
  name: string;
  monitor: ScrapePoolFact['monitor'];
}

/** The jobs that would scrape the orchestrators of a model. @public */
export function scrapeJobs(facts: DiagnosisFacts): ScrapeJob[] {
  const jobs = scrapeGoals(facts)
    .filter(({ part }) => part === 'orchestrator')
    .flatMap(goal => bestWay(goal, facts) ?? [])
    .filter(({ station }) => station !== 'labels')
    .map(({ monitor: { kind, namespace, name }, endpoint }) => ({
      name: `${kind === 'ServiceMonitor' ? 'serviceMonitor' : 'podMonitor'}/${namespace}/${name}/${endpoint}`,
      monitor: { kind, namespace, name },
    }));
  return [...new Map(jobs.map(job => [job.name, job])).values()];
}

/** Prometheus answers, and has no target of the model: who is to blame takes further questions. @public */
export function lacksTargets(facts: DiagnosisFacts): boolean {
  return measuringTargets(facts)?.length === 0;
}
