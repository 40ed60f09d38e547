import { forwardRef } from 'react';
import ButtonBase from '@material-ui/core/ButtonBase';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { Entry, Lane, Moment } from './moments';
import { useChangeText } from './useChangeText';

const SIZE = 14;

/** A shape of its own for each lane, beside the lane's name. */
const shapes: Record<Lane, string> = {
  changes: 'M7 0L14 7L7 14L0 7Z',
  warnings: 'M7 1L14 13H0Z',
  events: 'M7 3a4 4 0 1 0 .01 0Z',
};

const colors: Record<Lane, (theme: Theme) => string> = {
  changes: theme => theme.palette.primary.main,
  warnings: theme => theme.palette.status.warning,
  events: theme => theme.palette.text.secondary,
};

const useStyles = makeStyles<Theme, { lane: Lane }>(
  theme => ({
    mark: {
      ...theme.typography.caption,
      position: 'absolute',
      top: '50%',
      transform: 'translate(-50%, -50%)',
      minWidth: 24,
      height: 24,
      borderRadius: 12,
      gap: 2,
      fontWeight: 600,
      '&:hover, &[aria-pressed=true]': {
        backgroundColor: theme.palette.action.selected,
      },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    shape: { fill: ({ lane }) => colors[lane](theme), flex: 'none' },
  }),
  { name: 'MlMonitoringMoment' },
);

export interface MomentMarkProps {
  moment: Moment;
  now: Date;
  /** The one that the Tab key stops at. */
  isStop: boolean;
  isChosen: boolean;
  onChoose(): void;
}

/** One or several things that happened, to be asked what they were. */
export const MomentMark = forwardRef<HTMLButtonElement, MomentMarkProps>(
  (props, ref) => {
    const { moment, now, isStop, isChosen, onChoose } = props;
    const classes = useStyles({ lane: moment.lane });
    const { t } = useTranslationRef(mlMonitoringTranslationRef);
    const inWords = useChangeText();
    const text = (entry: Entry) =>
      entry.lane === 'changes'
        ? inWords(entry.change).whole
        : `${entry.event.reason}: ${entry.event.message}`;
    const [first] = moment.entries;
    const said = {
      lane: t(`timeline.lanes.${moment.lane}`),
      time: formatSince(new Date(first.atSeconds * 1000), now),
      text: text(first),
    };
    const label =
      moment.count === 1
        ? t('timeline.mark', said)
        : t('timeline.markOfMany', { ...said, number: String(moment.count) });
    return (
      <Tooltip title={label}>
        <ButtonBase
          ref={ref}
          className={classes.mark}
          style={{ left: `${moment.position * 100}%` }}
          tabIndex={isStop ? 0 : -1}
          aria-label={label}
          aria-pressed={isChosen}
          onClick={onChoose}
        >
          <svg width={SIZE} height={SIZE} aria-hidden className={classes.shape}>
            <path d={shapes[moment.lane]} />
          </svg>
          {moment.count > 1 && moment.count}
        </ButtonBase>
      </Tooltip>
    );
  },
);
