import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthReport } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { useNow } from '../../hooks/useNow';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { FindingList } from '../health/FindingList';
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
  const safeLinks = links.filter(({ url }) => safeUrl(url));
  return (
    <Card
      component="section"
      aria-label={t('verdict.title')}
      className={classes.card}
    >
      <Verdict report={report} now={now} />
      <KeyNumbers numbers={report.numbers} />
      <FindingList findings={report.findings} now={now} />
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
