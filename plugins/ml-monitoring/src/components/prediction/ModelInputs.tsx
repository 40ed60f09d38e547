import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PredictionExample } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { DetailTable } from '../detail/DetailTable';

/** What the model says that it takes, and where the example comes from. */
export function ModelInputs({ example }: { example: PredictionExample }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { inputs, payload, shortened, source } = example;
  const shapeOf = (shape: number[] | undefined) =>
    shape
      ?.map(size => (size < 0 ? t('prediction.anySize') : String(size)))
      .join(' × ') || t('prediction.notSaid');
  const named = inputs.some(({ columns }) => columns);
  const origin =
    source === 'metadata'
      ? t('prediction.fromMetadata')
      : t('prediction.fromProtocol');
  return (
    <>
      {inputs.length > 0 && (
        <DetailTable
          title={t('prediction.inputs')}
          empty={t('prediction.noInputs')}
          columns={[
            t('prediction.input'),
            t('prediction.datatype'),
            t('prediction.shape'),
            ...(named ? [t('prediction.columns')] : []),
          ]}
          rows={inputs.map(({ name, datatype, shape, columns }, index) => ({
            key: `${index} ${name}`,
            cells: [
              name,
              datatype ?? t('prediction.notSaid'),
              shapeOf(shape),
              ...(named
                ? [columns?.join(', ') ?? t('prediction.notSaid')]
                : []),
            ],
          }))}
        />
      )}
      <Typography variant="body2" color="textSecondary">
        {[
          payload === undefined ? t('prediction.noExample') : origin,
          shortened && t('prediction.shortened'),
        ]
          .filter(Boolean)
          .join(' ')}
      </Typography>
    </>
  );
}
