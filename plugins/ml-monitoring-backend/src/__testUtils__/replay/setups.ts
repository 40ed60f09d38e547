import type { ReplayedModel } from './ReplayCluster';

const replicas = { main: 1, canary: 1 };

/** The clusters, with models of equal names in both: of the second each is sent half as much. */
export const CLUSTERS = {
  eu: [
    {
      name: 'single',
      replicas: { main: 2, canary: 1 },
      monitors: ['serviceMonitor'],
      rounds: 2,
    },
    {
      name: 'twofold',
      replicas,
      monitors: ['serviceMonitor', 'podMonitor'],
      rounds: 2,
    },
  ],
  us: [
    {
      name: 'single',
      replicas: { main: 2, canary: 1 },
      monitors: ['podMonitor'],
      rounds: 1,
    },
  ],
} satisfies Record<string, ReplayedModel[]>;

export type ClusterName = keyof typeof CLUSTERS;

/**
 * Where an answer comes from: the Prometheus of the cluster itself, or the one that both clusters share. That one scrapes the first
 * cluster twice, as the replicas of a highly available Prometheus do, and keeps what both saw.
 */
export type Source = 'own' | 'shared';

/** A way in which the numbers of a model come to be asked for. */
export interface Setup {
  title: string;
  cluster: ClusterName;
  model: string;
  /** The first that has a number gives it. */
  from: readonly Source[];
}

export const setups: readonly Setup[] = [
  {
    title: 'one monitor, two pods',
    cluster: 'eu',
    model: 'single',
    from: ['own'],
  },
  {
    title: 'two monitors of different kinds on the same pods',
    cluster: 'eu',
    model: 'twofold',
    from: ['own'],
  },
  {
    title:
      'two clusters in one Prometheus with models of the same names, and two replicas of the scraper',
    cluster: 'eu',
    model: 'single',
    from: ['shared'],
  },
  {
    title: 'the other of these clusters, with another kind of monitor',
    cluster: 'us',
    model: 'single',
    from: ['shared'],
  },
  {
    title: 'two Prometheus of one cluster, and two monitors in both',
    cluster: 'eu',
    model: 'twofold',
    from: ['own', 'shared'],
  },
];
