import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Plan } from 'backstage-plugin-ml-monitoring-common';
import { Notice } from '../../components/states/Notice';
import { useTexts } from '../texts';
import { PlanObject } from './PlanObject';
import type { TakeOver } from './planChoice';

const useStyles = makeStyles(
  theme => ({
    objects: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    warnings: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'MlMonitoringPlanObjects' },
);

/** A plan, object by object in the order of applying, behind what deserves a look. */
export function PlanObjects(props: {
  plan: Omit<Plan, 'ref'>;
  takeOver: TakeOver;
  onTakeOver: (takeOver: TakeOver) => void;
}) {
  const t = useTexts();
  const classes = useStyles();
  const { objects, warnings } = props.plan;
  return (
    <>
      {warnings.length > 0 && (
        <Notice kind="warning" title={t('form.plan.warnings')}>
          <ul className={classes.warnings}>
            {warnings.map(warning => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      {objects.every(({ result }) => result === 'unchanged') && (
        <Typography gutterBottom>{t('form.plan.nothing')}</Typography>
      )}
      <ul className={classes.objects}>
        {objects.map(object => (
          <PlanObject
            key={`${object.kind}/${object.name}`}
            object={object}
            takeOver={props.takeOver}
            onTakeOver={props.onTakeOver}
          />
        ))}
      </ul>
    </>
  );
}
