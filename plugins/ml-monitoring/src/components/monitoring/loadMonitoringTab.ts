import { loadUPlot } from '../../charts/loadUPlot';

/** The tab and what it draws with, side by side. Without the latter, the tab says so in each chart. */
export function loadMonitoringTab() {
  loadUPlot().catch(() => {});
  return import('./MonitoringTab').then(module => module.MonitoringTab);
}
