import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import type { PlannedObject } from 'backstage-plugin-ml-monitoring-common';
import { Notice } from '../../components/states/Notice';
import { useTexts } from '../texts';
import type { TakeOver } from './planChoice';

/** Why an object would be refused, who owns the fields in the way, and, where that would help, the offer to take them over. */
export function Refusal(props: {
  object: PlannedObject;
  refusal: NonNullable<PlannedObject['refusal']>;
  takeOver: TakeOver;
  onTakeOver: (takeOver: TakeOver) => void;
}) {
  const t = useTexts();
  const { kind, name } = props.object;
  const { message, conflicts, resourceVersion } = props.refusal;
  const managers = [...new Set(conflicts.map(({ manager }) => manager))];
  return (
    <Notice kind="error" title={t('form.plan.refusedTitle')}>
      {message}
      {conflicts.length > 0 && (
        <ul>
          {conflicts.map(({ field, manager }) => (
            <li key={`${field} ${manager}`}>
              {t('form.plan.conflict', { field, manager })}
            </li>
          ))}
        </ul>
      )}
      {resourceVersion && (
        <>
          <FormControlLabel
            label={t('form.plan.takeOver', { managers: managers.join(', ') })}
            control={
              <Checkbox
                color="primary"
                checked={false}
                onChange={() =>
                  props.onTakeOver([
                    // One that has changed since is named anew.
                    ...props.takeOver.filter(
                      taken => taken.kind !== kind || taken.name !== name,
                    ),
                    { kind, name, resourceVersion },
                  ])
                }
              />
            }
          />
          <FormHelperText>{t('form.plan.takeOverHelp')}</FormHelperText>
        </>
      )}
    </Notice>
  );
}
