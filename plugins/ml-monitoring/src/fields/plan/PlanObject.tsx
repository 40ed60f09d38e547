import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/AddCircleOutline';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import EditIcon from '@material-ui/icons/EditOutlined';
import BlockIcon from '@material-ui/icons/Block';
import SameIcon from '@material-ui/icons/CheckCircleOutline';
import LessIcon from '@material-ui/icons/ExpandLess';
import MoreIcon from '@material-ui/icons/ExpandMore';
import { useState } from 'react';
import type { PlannedObject } from 'backstage-plugin-ml-monitoring-common';
import { useTexts } from '../texts';
import { FieldChanges } from './FieldChanges';
import { Refusal } from './Refusal';
import { YamlView } from './YamlView';
import type { TakeOver } from './planChoice';

type Result = PlannedObject['result'];

const LOOKS = {
  created: { icon: AddIcon, text: 'form.plan.resultCreated' },
  updated: { icon: EditIcon, text: 'form.plan.resultUpdated' },
  unchanged: { icon: SameIcon, text: 'form.plan.resultUnchanged' },
  deleted: { icon: DeleteIcon, text: 'form.plan.resultDeleted' },
  refused: { icon: BlockIcon, text: 'form.plan.resultRefused' },
} as const satisfies Record<Result, unknown>;

function accent(result: Result, { palette }: Theme): string {
  switch (result) {
    case 'created':
      return palette.status.ok;
    case 'updated':
    case 'deleted':
      return palette.status.warning;
    case 'refused':
      return palette.status.error;
    default:
      return palette.text.secondary;
  }
}

const useStyles = makeStyles<Theme, { result: Result }>(
  theme => ({
    object: {
      padding: theme.spacing(1, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
    },
    icon: { color: ({ result }) => accent(result, theme) },
    name: { flex: 1, minWidth: '12em', overflowWrap: 'anywhere' },
  }),
  { name: 'MlMonitoringPlanObject' },
);

/** One object: what would happen to it, which fields, and its YAML on demand. */
export function PlanObject(props: {
  object: PlannedObject;
  takeOver: TakeOver;
  onTakeOver: (takeOver: TakeOver) => void;
}) {
  const t = useTexts();
  const { object } = props;
  const { kind, name, result, refusal, changes, changesFrom } = object;
  const classes = useStyles({ result });
  const [showsYaml, setShowsYaml] = useState(false);
  const { icon: Icon, text } = LOOKS[result];
  const title = `${kind} ${name}`;
  return (
    <li className={classes.object}>
      <div className={classes.line}>
        <Icon className={classes.icon} fontSize="small" aria-hidden />
        <Typography className={classes.name}>
          <strong>{kind}</strong> {name} {t(text)}
        </Typography>
        <Button
          size="small"
          aria-expanded={showsYaml}
          aria-label={t(
            showsYaml ? 'form.plan.hideYaml' : 'form.plan.showYaml',
            {
              object: title,
            },
          )}
          endIcon={showsYaml ? <LessIcon /> : <MoreIcon />}
          onClick={() => setShowsYaml(shown => !shown)}
        >
          YAML
        </Button>
      </div>
      {changesFrom === 'local' && !refusal && (
        <Typography variant="body2" color="textSecondary">
          {t('form.plan.local')}
        </Typography>
      )}
      {refusal && <Refusal {...props} refusal={refusal} />}
      {changes.length > 0 && <FieldChanges title={title} changes={changes} />}
      {showsYaml && <YamlView title={title} of={object.manifest} />}
    </li>
  );
}
