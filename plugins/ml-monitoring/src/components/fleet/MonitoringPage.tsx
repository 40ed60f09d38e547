import { Route, Routes } from 'react-router-dom';
import { ClusterReadinessPage } from '../readiness/ClusterReadinessPage';
import { FleetTable } from './FleetTable';
import { ModelPage } from './ModelPage';

/** The fleet, and below it each model, whether or not the catalog knows it, and each cluster. */
export function MonitoringPage() {
  return (
    <Routes>
      <Route path="/" element={<FleetTable />} />
      <Route path="/models/:cluster/:namespace/:name" element={<ModelPage />} />
      <Route path="/clusters/:cluster" element={<ClusterReadinessPage />} />
    </Routes>
  );
}
