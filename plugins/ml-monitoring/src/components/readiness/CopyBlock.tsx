import { makeStyles } from '@material-ui/core/styles';
import { CopyTextButton } from '@backstage/core-components';

const useStyles = makeStyles(
  theme => ({
    block: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
    },
    text: {
      color: theme.palette.text.primary,
      flex: 1,
      minWidth: 0,
      margin: 0,
      padding: theme.spacing(1, 1.5),
      maxHeight: 320,
      overflow: 'auto',
      fontFamily: 'monospace',
      fontSize: '0.8125rem',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'MlMonitoringCopyBlock' },
);

/** Text to run or to apply elsewhere. */
export function CopyBlock(props: { text: string; copyLabel: string }) {
  const classes = useStyles();
  return (
    <div className={classes.block}>
      {/* A reader without a mouse must be able to scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.text} tabIndex={0}>
        {props.text}
      </pre>
      <CopyTextButton
        variant="tertiary"
        text={props.text}
        aria-label={props.copyLabel}
      />
    </div>
  );
}
