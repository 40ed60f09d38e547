import { useEffect, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { chartSections, panelsIn } from '../../charts/ChartGroups';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useChartChoice } from '../../url/useChartChoice';
import { chosenPanels, toggled } from './chosenPanels';

const useStyles = makeStyles(
  theme => ({
    root: { padding: theme.spacing(2), width: 360, maxWidth: '90vw' },
    list: { maxHeight: '50vh', overflowY: 'auto', marginTop: theme.spacing(1) },
    group: { border: 0, margin: 0, padding: 0, minWidth: 0 },
    entry: { display: 'flex', alignItems: 'center' },
    name: { flex: 1, marginRight: 0, overflowWrap: 'anywhere' },
    only: { textTransform: 'none', whiteSpace: 'nowrap' },
  }),
  { name: 'MlMonitoringPanelList' },
);

/** All charts, to be ticked or searched. */
export function PanelList({ panels }: { panels: readonly Panel[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice, choose } = useChartChoice();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // It comes into a dialog that is open already.
  useEffect(() => field.current?.focus(), []);
  const wanted = search.trim().toLowerCase();
  const found = panels.filter(({ id, title }) =>
    [id, title].some(text => text.toLowerCase().includes(wanted)),
  );
  const shown = chosenPanels(panels, choice.panels);
  return (
    <div className={classes.root}>
      <TextField
        fullWidth
        inputRef={field}
        size="small"
        variant="outlined"
        type="search"
        value={search}
        inputProps={{ 'aria-label': t('compare.panels.search') }}
        placeholder={t('compare.panels.search')}
        onChange={({ target }) => setSearch(target.value)}
      />
      <div className={classes.list}>
        {found.length === 0 && (
          <Typography variant="body2">{t('compare.panels.noMatch')}</Typography>
        )}
        {chartSections
          .map(section => ({ section, members: panelsIn(section, found) }))
          .filter(({ members }) => members.length > 0)
          .map(({ section, members }) => (
            <fieldset key={section} className={classes.group}>
              <Typography variant="caption" component="legend">
                {t(`charts.${section}`)}
              </Typography>
              {members.map(({ id, title }) => (
                <div key={id} className={classes.entry}>
                  <FormControlLabel
                    className={classes.name}
                    label={title}
                    control={
                      <Checkbox
                        size="small"
                        color="primary"
                        checked={shown.some(each => each.id === id)}
                        // None at all would leave nothing to look at.
                        disabled={shown.length === 1 && shown[0].id === id}
                        onChange={() =>
                          choose({ panels: toggled(panels, choice.panels, id) })
                        }
                      />
                    }
                  />
                  <Button
                    size="small"
                    className={classes.only}
                    aria-label={t('compare.panels.onlyOf', { title })}
                    onClick={() => choose({ panels: [id] })}
                  >
                    {t('compare.panels.only')}
                  </Button>
                </div>
              ))}
            </fieldset>
          ))}
      </div>
      <Button
        size="small"
        color="primary"
        disabled={!choice.panels}
        onClick={() => choose({ panels: undefined })}
      >
        {t('compare.panels.all')}
      </Button>
    </div>
  );
}
