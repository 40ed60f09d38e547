import {
  measuringPods,
  type ClusterFacts,
  type TargetFact,
} from 'backstage-plugin-ml-monitoring-common';

/** Why a chart about predictions has nothing to show, and what to do about it. */
export function whyEmpty(options: {
  /** Series were there, without a value anywhere. */
  measured: boolean;
  /** Requests are counted in native histograms alone. */
  native: boolean;
  /** `undefined`: could not be found out. */
  targets: TargetFact[] | undefined;
  facts: ClusterFacts | undefined;
}): string {
  const { measured, native, targets, facts } = options;
  if (measured) {
    return 'No prediction was asked of this model in the chosen range.';
  }
  if (native) {
    return 'Prometheus keeps the requests of this model as native histograms only, which is not supported: charts read the buckets of classic ones. Let it keep both, with scrapeClassicHistograms: true in the monitor.';
  }
  if (!targets || !facts) {
    return 'Prometheus has no such series in the chosen range.';
  }
  if (
    facts.model.pods.some(({ ready }) => ready) &&
    !measuringPods(facts).length
  ) {
    return "This model runs without Seldon's orchestrator, which measures predictions. Remove the annotation seldon.io/no-engine to have them measured.";
  }
  if (!targets.length) {
    const { monitors } = facts.model;
    return monitors.length
      ? `Prometheus does not scrape this model, though ${monitors
          .map(({ kind, name }) => `${kind} "${name}"`)
          .join(
            ', ',
          )} asks for it. A new model is taken up within a minute or two.`
      : 'Nothing measures this model: no monitor selects its metrics. Add monitoring with the software template.';
  }
  const broken = targets.find(({ up }) => !up);
  if (broken && targets.every(({ up }) => !up)) {
    return `Prometheus cannot scrape this model${broken.lastError ? `: ${broken.lastError}` : ''}. Check the port and path of its monitor.`;
  }
  return 'The model is scraped, and no prediction was asked of it in the chosen range: Seldon creates these series with the first one.';
}
