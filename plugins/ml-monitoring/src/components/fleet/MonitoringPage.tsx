import { Route, Routes } from 'react-router-dom';
import { FleetTable } from './FleetTable';
import { ModelPage } from './ModelPage';

/** The fleet, and below it each model, whether or not the catalog knows it. */
export function MonitoringPage() {
  return (
    <Routes>
      <Route path="/" element={<FleetTable />} />
      <Route path="/models/:cluster/:namespace/:name" element={<ModelPage />} />
    </Routes>
  );
}
