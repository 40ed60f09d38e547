/** What can come out, and what should. A ratio above its aim is a miss; without an aim it is only told. */
export const figures = {
  tabToQueriesSideBySide: { aim: 1.15 },
  tabHourToQueriesSideBySide: {},
  tabToSlowestQueryAlone: {},
  viewers200ToOne: { aim: 1.2 },
  viewers200SpreadToOne: {},
  refreshToFirstLook: { aim: 0.25 },
  fleetPrometheusQueries100To10: { aim: 1 },
  fleetKubernetesLists100To10: { aim: 1 },
  provisioningToKubectl: {},
  pageToRoadie: { aim: 0.5 },
  pageKilobytes: { aim: 80 },
  pageKilobytesRoadie: {},
  crosshairFrameMs: { aim: 16 },
  crosshairFrameMsP95: {},
  crosshairLateFrames: {},
} satisfies Record<string, { aim?: number }>;

export type Figure = keyof typeof figures;
export type Ratios = Partial<Record<Figure, number>>;

export interface Miss {
  figure: string;
  ratio: number;
  aim: number;
}

export function missesOf(ratios: Ratios): Miss[] {
  return Object.entries(ratios).flatMap(([figure, ratio]) => {
    const { aim }: { aim?: number } = figures[figure as Figure];
    return aim !== undefined && ratio > aim ? [{ figure, ratio, aim }] : [];
  });
}

/** Two decimals; rounded up, so that no miss is rounded away. */
export function rounded(ratios: Ratios): Ratios {
  return Object.fromEntries(
    Object.entries(ratios).map(([figure, ratio]) => [
      figure,
      Math.ceil(ratio * 100 - 1e-9) / 100,
    ]),
  );
}
