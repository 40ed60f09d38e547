import { useContext, useId, useRef, useState } from 'react';
import { useHref, useLocation, useSearchParams } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import Popover from '@material-ui/core/Popover';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import LinkIcon from '@material-ui/icons/Link';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatInstant, zoneName } from '../format/formatTime';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { frozen, PinnedModelContext } from '../url/permalink';
import { writeSelection, type Selection } from '../url/selection';
import { readTimeRange, resolveTimeRange } from '../url/timeRange';

const useStyles = makeStyles(
  theme => ({
    button: { textTransform: 'none' },
    content: { padding: theme.spacing(2), width: 440, maxWidth: '90vw' },
  }),
  { name: 'MlMonitoringCopyLink' },
);

interface Copied {
  anchor: HTMLElement;
  url: string;
  fromMs: number;
  toMs: number;
  /** Where a page may not write to the clipboard, the reader copies by hand. */
  done: boolean;
}

export interface CopyLinkProps {
  /** What the link chooses beside what the address says already. */
  selection?: Selection;
  label: string;
}

/** An address that shows a colleague the same minutes, whenever it is opened. */
export function CopyLink({ selection = {}, label }: CopyLinkProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const [params] = useSearchParams();
  const page = useHref(useLocation().pathname);
  const model = useContext(PinnedModelContext);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<Copied>();

  const copy = async (anchor: HTMLElement) => {
    const nowMs = Date.now();
    const { range } = readTimeRange(params, nowMs);
    const query = frozen(writeSelection(params, selection), {
      range,
      nowMs,
      model,
    });
    const url = `${window.location.origin}${page}?${query}`;
    const done = await writeToClipboard(url);
    setCopied({ anchor, url, done, ...resolveTimeRange(range, nowMs) });
  };

  return (
    <>
      <Button
        size="small"
        className={classes.button}
        startIcon={<LinkIcon />}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => copy(currentTarget)}
      >
        {label}
      </Button>
      <Popover
        open={copied !== undefined}
        anchorEl={copied?.anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        onClose={() => setCopied(undefined)}
        TransitionProps={{ onEntered: () => field.current?.focus() }}
        PaperProps={{ role: 'dialog', 'aria-labelledby': id }}
      >
        {copied && (
          <div className={classes.content}>
            <Typography id={id} variant="subtitle2" component="p" gutterBottom>
              {t(copied.done ? 'permalink.copied' : 'permalink.copyByHand')}
            </Typography>
            <TextField
              fullWidth
              inputRef={field}
              size="small"
              variant="outlined"
              value={copied.url}
              inputProps={{ readOnly: true, 'aria-label': t('permalink.link') }}
              onFocus={({ target }) => target.select()}
            />
            <Typography variant="caption" color="textSecondary">
              {t('permalink.shows', {
                from: formatInstant(new Date(copied.fromMs)),
                to: formatInstant(new Date(copied.toMs)),
                zone: zoneName(new Date(copied.toMs)),
              })}
            </Typography>
          </div>
        )}
      </Popover>
    </>
  );
}

async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
