import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { useDelayed } from '../../hooks/useDelayed';

const PATIENCE_MS = 1000;

/** Holds the place at once, and says that it is loading only when that takes a while. */
export function Loading(props: { label: string; minHeight: number }) {
  const takesLong = useDelayed(PATIENCE_MS);
  return (
    <div role="status" aria-busy="true" style={{ minHeight: props.minHeight }}>
      {takesLong && (
        <>
          <LinearProgress aria-label={props.label} />
          <Typography variant="body2" color="textSecondary">
            {props.label}
          </Typography>
        </>
      )}
    </div>
  );
}
