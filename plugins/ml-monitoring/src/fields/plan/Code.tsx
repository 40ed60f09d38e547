import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    code: {
      maxHeight: 360,
      overflow: 'auto',
      margin: theme.spacing(1, 0),
      padding: theme.spacing(1),
      fontSize: 12,
      backgroundColor: theme.palette.background.default,
      border: `1px solid ${theme.palette.divider}`,
    },
  }),
  { name: 'MlMonitoringCode' },
);

/** Text that is read as it is written, in a box that scrolls, by keyboard too. */
export function Code(props: { label: string; children: string }) {
  const classes = useStyles();
  return (
    <pre
      className={classes.code}
      // A box that scrolls must take the focus, or a keyboard cannot scroll it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={props.label}
    >
      {props.children}
    </pre>
  );
}
