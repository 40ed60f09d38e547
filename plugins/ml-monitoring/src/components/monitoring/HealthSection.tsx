import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  HealthReport,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { useNow } from '../../hooks/useNow';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { isOver, type TimeRange } from '../../url/timeRange';
import { useSelection } from '../../url/useSelection';
import { findingKey } from '../health/findingKey';
import { FindingList } from '../health/FindingList';
import { KeyNumbers } from '../health/KeyNumbers';
import { LastChange } from '../health/LastChange';
import { mainFinding } from '../health/mainFinding';
import { predictorsUp } from '../health/predictorsUp';
import { Verdict } from '../health/Verdict';
import { WhatToDo } from '../health/WhatToDo';
import { Why } from '../health/Why';
import { safeUrl } from '../safeUrl';
import { Notice } from '../states/Notice';

const useStyles = makeStyles(
  theme => ({
    card: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
      marginBottom: theme.spacing(3),
    },
    cause: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 360px), 1fr))',
      gap: theme.spacing(2),
    },
    box: {
      minWidth: 0,
      padding: theme.spacing(1.5, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    links: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      ...theme.typography.body2,
    },
  }),
  { name: 'MlMonitoringHealthSection' },
);

export interface HealthSectionProps {
  report: HealthReport;
  /** What runs, as far as it is known yet. */
  detail: ModelDetail | undefined;
  links: { title: string; url: string }[];
  /** What the charts show: the verdict is always of now. */
  range: TimeRange;
}

/** The first screen: the verdict, why, what to do, the numbers, and what else was found. */
export function HealthSection(props: HealthSectionProps) {
  const { report, detail, links, range } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const now = useNow(60_000);
  const asked = useSelection().selection.finding;
  const { findings, numbers } = report;
  const main = mainFinding(report);
  const safeLinks = links.filter(({ url }) => safeUrl(url));
  const count = detail && main && predictorsUp(detail);
  return (
    <Card
      component="section"
      aria-label={t('verdict.title')}
      className={classes.card}
    >
      {asked && !findings.some(finding => findingKey(finding) === asked) && (
        <Notice kind="info" title={t('findings.gone')}>
          {t('findings.goneReason')}
        </Notice>
      )}
      <Verdict
        report={report}
        now={now}
        reason={
          count &&
          t('verdict.predictorsUp', {
            up: String(count.up),
            meant: String(count.meant),
          })
        }
      />
      {main ? (
        <div className={classes.cause}>
          <div className={classes.box}>
            <Why finding={main} now={now} />
          </div>
          <div className={classes.box}>
            <WhatToDo
              model={report.ref}
              finding={main}
              detail={detail}
              isBlind={report.status === 'unknown'}
              links={safeLinks}
            />
          </div>
        </div>
      ) : (
        safeLinks.length > 0 && (
          <div className={classes.links}>
            {safeLinks.map(({ title, url }) => (
              <Link key={`${title} ${url}`} to={url}>
                {title}
              </Link>
            ))}
          </div>
        )
      )}
      <KeyNumbers
        numbers={numbers}
        trend={report.trend}
        slo={report.slo}
        detailed
      />
      {report.lastChange && <LastChange change={report.lastChange} now={now} />}
      <FindingList
        findings={findings.filter(finding => finding !== main)}
        now={now}
      />
      <Typography variant="caption" color="textSecondary">
        {[
          t('verdict.evaluated', {
            time: formatInstant(new Date(report.evaluatedAt)),
          }),
          isOver(range, now.getTime()) && t('verdict.earlier'),
        ]
          .filter(Boolean)
          .join('. ')}
      </Typography>
    </Card>
  );
}
