import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useId } from 'react';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { useTexts } from '../fields/texts';

/** Asks once more, with what would go. */
export function ConfirmRemoval(props: {
  model: ModelRef;
  open: boolean;
  onYes: () => void;
  onNo: () => void;
}) {
  const t = useTexts();
  const titleId = useId();
  const { model, open, onYes, onNo } = props;
  return (
    <Dialog open={open} onClose={onNo} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>
        {t('form.run.confirmTitle', { name: model.name })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText>
          {t('form.run.confirm', { model: stringifyModelRef(model) })}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onNo}>{t('form.run.confirmNo')}</Button>
        <Button onClick={onYes}>{t('form.run.confirmYes')}</Button>
      </DialogActions>
    </Dialog>
  );
}
