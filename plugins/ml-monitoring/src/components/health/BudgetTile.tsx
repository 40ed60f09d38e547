import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Objective,
  SloReport,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Tile } from './Tile';
import { useBudgetText } from './useBudgetText';

export interface BudgetTileProps {
  objective: Objective;
  slo: SloReport;
  detailed?: boolean;
}

/** What is left of a promise, and how fast it goes. */
export function BudgetTile({ objective, slo, detailed }: BudgetTileProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const text = useBudgetText();
  const burn = text.burn(objective);
  const notes = detailed
    ? [
        text.promised(objective),
        objective.burnRates.length > 0 &&
          `${t('budget.burn')}: ${text.burns(objective).join(' · ')}. ${t('budget.burnMeans')}`,
      ]
    : [burn];
  return (
    <Tile
      name={t(`budget.${objective.kind}`)}
      notes={notes.filter(note => typeof note === 'string')}
    >
      {text.left(objective, slo)}
    </Tile>
  );
}
