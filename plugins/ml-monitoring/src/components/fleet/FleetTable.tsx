import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Content } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { MlMonitoringQueries } from '../../queries/MlMonitoringQueries';
import { useModels } from '../../queries/useModels';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { defaultRefresh, refreshSeconds } from '../../url/refresh';
import { Answer } from '../states/Answer';
import { Notice } from '../states/Notice';
import { SourcesNotice } from '../states/SourcesNotice';
import { ClusterLinks } from './ClusterLinks';
import { FleetFilters } from './FleetFilters';
import { FleetRows } from './FleetRows';
import { useFleetState } from './useFleetState';

/** Every model the reader may see. */
export function FleetTable() {
  return (
    <MlMonitoringQueries>
      <Content>
        <Fleet />
      </Content>
    </MlMonitoringQueries>
  );
}

function Fleet() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { filter, setQuery, setStatus, clear } = useFleetState();
  const models = useModels(filter, refreshSeconds[defaultRefresh]);
  const isFiltered = Boolean(filter.q || filter.status);
  return (
    <>
      <FleetFilters filter={filter} onQuery={setQuery} onStatus={setStatus} />
      <Answer of={models} loading={t('loading.models')} minHeight={240}>
        {({ pages }) => {
          const items = pages.flatMap(page => page.items);
          const { totalItems } = pages[0];
          return (
            <>
              <SourcesNotice sources={pages.flatMap(page => page.sources)} />
              <ClusterLinks sources={pages.flatMap(page => page.sources)} />
              {items.length > 0 && <FleetRows models={items} />}
              {items.length === 0 && !isFiltered && (
                <Notice kind="info" title={t('fleet.none')}>
                  {t('fleet.noneReason')}
                </Notice>
              )}
              {items.length === 0 && isFiltered && (
                <Notice
                  kind="info"
                  title={t('fleet.noMatch')}
                  action={
                    <Button variant="outlined" size="small" onClick={clear}>
                      {t('fleet.clear')}
                    </Button>
                  }
                >
                  {t('fleet.noMatchReason')}
                </Notice>
              )}
              <Typography variant="caption" role="status">
                {t('fleet.shown', {
                  shown: String(items.length),
                  total: String(totalItems),
                })}
              </Typography>{' '}
              {models.hasNextPage && (
                <Button
                  size="small"
                  disabled={models.isFetchingNextPage}
                  onClick={() => models.fetchNextPage()}
                >
                  {t('fleet.more')}
                </Button>
              )}
            </>
          );
        }}
      </Answer>
    </>
  );
}
