import {
  Content,
  Header,
  Page,
  ProxiedSignInPage,
  ResponseErrorPanel,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { forgettingIdentity } from './forgettingIdentity';
import { personas, type Persona } from './personas';
import { rememberedPersona } from './rememberedPersona';

/** Who do you want to be? No passwords: the backend allows it on loopback only. */
export function PersonaSignInPage({ onSignInSuccess }: SignInPageProps) {
  const [chosen, setChosen] = useState(rememberedPersona.get);
  if (!chosen) {
    return (
      <PersonaChoice
        onChoose={persona => {
          rememberedPersona.set(persona);
          setChosen(persona);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="personas"
      headers={{ 'x-demo-persona': chosen.name }}
      onSignInSuccess={identity =>
        onSignInSuccess(forgettingIdentity(identity))
      }
      ErrorComponent={({ error }) => (
        <>
          <ResponseErrorPanel
            title={`Could not sign in as ${chosen.title}`}
            error={error ?? new Error('The portal gave no reason')}
          />
          <Button
            onClick={() => {
              rememberedPersona.forget();
              setChosen(undefined);
            }}
          >
            Choose someone else
          </Button>
        </>
      )}
    />
  );
}

function PersonaChoice(props: { onChoose: (persona: Persona) => void }) {
  const title = useApi(configApiRef).getString('app.title');
  return (
    <Page themeId="home">
      <Header title={title} subtitle="A demo: choose who you are" />
      <Content>
        <Grid container component="ul" style={{ listStyle: 'none' }}>
          {personas.map(persona => (
            <Grid item component="li" key={persona.name} xs={12} sm={6} md={3}>
              <Card>
                <CardContent>
                  <Typography variant="h5" component="h2">
                    {persona.title}
                  </Typography>
                  <Typography color="textSecondary" gutterBottom>
                    {persona.role}
                  </Typography>
                  <Typography>{persona.can}</Typography>
                </CardContent>
                <CardActions>
                  <Button
                    color="primary"
                    onClick={() => props.onChoose(persona)}
                  >
                    Enter as {persona.title}
                  </Button>
                </CardActions>
              </Card>
            </Grid>
          ))}
        </Grid>
      </Content>
    </Page>
  );
}
