import { useId } from 'react';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthReport } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { useNow } from '../../hooks/useNow';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { FindingItem } from '../health/FindingItem';
import { KeyNumbers } from '../health/KeyNumbers';
import { Verdict } from '../health/Verdict';
import { safeUrl } from '../safeUrl';

const useStyles = makeStyles(
  theme => ({
    card: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
      marginBottom: theme.spacing(3),
    },
    findings: { margin: 0, padding: 0, listStyle: 'none' },
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
  links: { title: string; url: string }[];
}

/** The verdict, the numbers behind it, and everything that was found. */
export function HealthSection({ report, links }: HealthSectionProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const now = useNow(60_000);
  const findingsId = useId();
  const safeLinks = links.filter(({ url }) => safeUrl(url));
  return (
    <Card
      component="section"
      aria-label={t('verdict.title')}
      className={classes.card}
    >
      <Verdict report={report} now={now} />
      <KeyNumbers numbers={report.numbers} />
      {report.status === 'healthy' && report.findings.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('findings.none')}
        </Typography>
      )}
      {report.findings.length > 0 && (
        <div>
          <Typography id={findingsId} variant="subtitle1" component="h3">
            {t('findings.title')}
          </Typography>
          <ul className={classes.findings} aria-labelledby={findingsId}>
            {report.findings.map((finding, index) => (
              <FindingItem
                key={`${finding.rule} ${finding.predictor} ${index}`}
                finding={finding}
                now={now}
              />
            ))}
          </ul>
        </div>
      )}
      {safeLinks.length > 0 && (
        <div className={classes.links}>
          {safeLinks.map(({ title, url }) => (
            <Link key={`${title} ${url}`} to={url}>
              {title}
            </Link>
          ))}
        </div>
      )}
      <Typography variant="caption" color="textSecondary">
        {t('verdict.evaluated', {
          time: formatInstant(new Date(report.evaluatedAt)),
        })}
      </Typography>
    </Card>
  );
}
