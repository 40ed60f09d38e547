import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A whole portal is rendered per test; a busy machine needs its time for that.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
