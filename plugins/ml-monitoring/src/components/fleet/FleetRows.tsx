import Paper from '@material-ui/core/Paper';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  LONGEST_LATENCY_SECONDS,
  stringifyModelRef,
  type ModelRef,
  type ModelSummary,
  type Unit,
} from 'backstage-plugin-ml-monitoring-common';
import { formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { wholeWords } from '../styles';
import { HealthBadge } from '../health/HealthBadge';
import { reasonOf } from '../health/reasonOf';

const useStyles = makeStyles(
  theme => ({
    number: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
    notMeasured: {
      fontStyle: 'italic',
      color: theme.palette.text.secondary,
    },
    table: { '& th, & td': wholeWords },
    summary: { minWidth: 220 },
  }),
  { name: 'MlMonitoringFleetRows' },
);

export function FleetRows({ models }: { models: ModelSummary[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <TableContainer component={Paper}>
      <Table
        size="small"
        className={classes.table}
        aria-label={t('fleet.title')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('fleet.status')}</TableCell>
            <TableCell>{t('fleet.model')}</TableCell>
            <TableCell>{t('fleet.summary')}</TableCell>
            <TableCell align="right">{t('fleet.requests')}</TableCell>
            <TableCell align="right">{t('fleet.success')}</TableCell>
            <TableCell align="right">{t('fleet.latencyP95')}</TableCell>
            <TableCell>{t('fleet.namespace')}</TableCell>
            <TableCell>{t('fleet.cluster')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {models.map(({ ref, status, summary, numbers }) => (
            <TableRow key={stringifyModelRef(ref)} hover>
              <TableCell>
                <HealthBadge status={status} />
              </TableCell>
              <TableCell component="th" scope="row">
                <Link to={addressOf(ref)}>{ref.name}</Link>
              </TableCell>
              <TableCell className={classes.summary}>
                {reasonOf({ status, summary })}
              </TableCell>
              <NumberCell value={numbers.requestsPerSecond} unit="requests/s" />
              <NumberCell value={numbers.successRatio} unit="ratio" />
              <NumberCell
                value={numbers.latencyP95Seconds}
                unit="seconds"
                ceiling={LONGEST_LATENCY_SECONDS}
              />
              <TableCell>{ref.namespace}</TableCell>
              <TableCell>{ref.cluster}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function NumberCell(props: {
  value: number | undefined;
  unit: Unit;
  ceiling?: number;
}) {
  const { value, unit, ceiling } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <TableCell align="right" className={classes.number}>
      {value === undefined ? (
        <span className={classes.notMeasured}>{t('numbers.notMeasured')}</span>
      ) : (
        <data value={value}>{formatValue(value, unit, { ceiling })}</data>
      )}
    </TableCell>
  );
}

function addressOf(ref: ModelRef): string {
  return ['models', ref.cluster, ref.namespace, ref.name]
    .map(encodeURIComponent)
    .join('/');
}
