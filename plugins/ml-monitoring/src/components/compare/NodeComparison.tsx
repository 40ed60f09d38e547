import { useContext, useId, useMemo } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { EarlierContext } from '../../charts/EarlierContext';
import { PanelGrid } from '../../charts/ChartGroups';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { NodeChoice } from '../../url/chartChoice';
import { useChartChoice } from '../../url/useChartChoice';
import { measuredNodes, nodeAgainstWhole } from './nodeAgainstWhole';

const NOTHING = '';

const useStyles = makeStyles(
  theme => ({
    root: { marginTop: theme.spacing(2) },
    choice: { minWidth: 260, marginTop: theme.spacing(1) },
  }),
  { name: 'MlMonitoringNodeComparison' },
);

export interface NodeComparisonProps {
  panels: readonly Panel[];
  range: Range;
}

/** Draws a node of the reader's choice beside its predictor as a whole. */
export function NodeComparison({ panels, range }: NodeComparisonProps) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { choice, choose } = useChartChoice();
  const headingId = useId();
  const selectId = useId();
  const nodes = useMemo(() => measuredNodes(panels), [panels]);
  if (nodes.length === 0) {
    return null;
  }
  const chosen = nodes.findIndex(
    ({ predictor, node }) =>
      predictor === choice.node?.predictor && node === choice.node.node,
  );
  return (
    <section className={classes.root} aria-labelledby={headingId}>
      <Typography id={headingId} variant="h6" component="h3">
        {t('compare.node.title')}
      </Typography>
      <TextField
        id={selectId}
        select
        className={classes.choice}
        size="small"
        variant="outlined"
        label={t('compare.node.label')}
        value={chosen < 0 ? NOTHING : String(chosen)}
        InputLabelProps={{ shrink: true }}
        SelectProps={{ displayEmpty: true }}
        onChange={({ target: { value } }) =>
          choose({ node: value === NOTHING ? undefined : nodes[Number(value)] })
        }
      >
        <MenuItem value={NOTHING}>{t('compare.node.nothing')}</MenuItem>
        {nodes.map(({ predictor, node }, index) => (
          <MenuItem key={`${predictor}/${node}`} value={String(index)}>
            {t('compare.node.ofPredictor', { node, predictor })}
          </MenuItem>
        ))}
      </TextField>
      {chosen >= 0 && (
        <NodeCharts panels={panels} range={range} chosen={nodes[chosen]} />
      )}
    </section>
  );
}

function NodeCharts(props: NodeComparisonProps & { chosen: NodeChoice }) {
  const { panels, range, chosen } = props;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const earlier = useContext(EarlierContext);
  const drawn = useMemo(() => {
    const names = {
      whole: t('compare.node.whole', { predictor: chosen.predictor }),
      title: (title: string) =>
        t('compare.node.chart', { title, node: chosen.node }),
      description: t('compare.node.explained'),
    };
    const draw = (of: readonly Panel[]) => nodeAgainstWhole(of, chosen, names);
    return {
      panels: draw(panels),
      earlier: earlier && { ...earlier, panels: draw(earlier.panels) },
    };
  }, [panels, earlier, chosen, t]);
  return (
    <EarlierContext.Provider value={drawn.earlier}>
      <PanelGrid panels={drawn.panels} range={range} />
    </EarlierContext.Provider>
  );
}
