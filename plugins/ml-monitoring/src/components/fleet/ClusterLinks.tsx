import { Fragment } from 'react';
import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SourceState } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';

/** From the models to the clusters that serve them, with or without any. */
export function ClusterLinks({ sources }: { sources: SourceState[] }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const clusters = [
    ...new Set(
      sources
        .filter(({ kind }) => kind === 'cluster')
        .map(({ cluster }) => cluster),
    ),
  ].sort();
  if (clusters.length === 0) {
    return null;
  }
  return (
    <Typography variant="body2" paragraph>
      {t('readiness.links')}{' '}
      {clusters.map((cluster, index) => (
        <Fragment key={cluster}>
          {index > 0 && ' · '}
          <Link
            to={`clusters/${encodeURIComponent(cluster)}`}
            underline="always"
          >
            {cluster}
          </Link>
        </Fragment>
      ))}
    </Typography>
  );
}
