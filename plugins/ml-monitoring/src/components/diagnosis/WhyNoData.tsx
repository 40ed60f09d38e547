import { Link as RouterLink } from 'react-router-dom';
import Link from '@material-ui/core/Link';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';

/** From something that is missing to what broke on its way. */
export function WhyNoData() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { linkTo } = useSelection();
  return (
    <Link
      component={RouterLink}
      variant="body2"
      underline="always"
      {...linkTo({ section: 'diagnosis' })}
    >
      {t('diagnosis.whyNoData')}
    </Link>
  );
}
