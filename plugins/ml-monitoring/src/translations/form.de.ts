/** What the fields of a template's form, and the page of its run, say in German. */
export const formMessagesDe = {
  'form.field.cluster': 'Cluster',
  'form.field.clusterHelp': 'Wo das Modell läuft',
  'form.field.clusterNone':
    'Das Portal kennt keinen Cluster. Bitte das Plattformteam, einen in die Kubernetes-Konfiguration aufzunehmen.',
  'form.field.clusterUnusable': 'Er kann nicht benutzt werden',
  'form.field.namespace': 'Namespace',
  'form.field.namespaceHelp': 'Der Kubernetes-Namespace des Modells',
  'form.field.namespaceNone':
    'Der Cluster zeigt keinen Namespace. Frag das Plattformteam, in welchen Modelle laufen dürfen.',
  'form.field.namespaceRefused': 'Er ist nicht erlaubt',
  'form.field.clusterFirst': 'Wähle zuerst einen Cluster',
  'form.field.namespaceFirst': 'Wähle zuerst einen Namespace',
  'form.field.name': 'Name',
  'form.field.nameHelp': 'Der Name des Modells, etwa fraud-detection',
  'form.field.model': 'Modell',
  'form.field.modelHelp': 'Ein Modell, das es schon gibt',
  'form.field.modelNone':
    'In diesem Namespace gibt es kein Modell, das du sehen darfst. Stell zuerst eines bereit.',
  'form.field.server': 'Server',
  'form.field.serverHelp':
    'Der mitgelieferte Server, der das gespeicherte Modell lädt',
  'form.field.serverNone': 'Der Cluster hat keinen mitgelieferten Server.',
  'form.field.protocol': 'Protokoll',
  'form.field.protocolHelp': 'Worin das Modell gefragt wird',
  'form.field.protocolSeldon': 'Seldon',
  'form.field.protocolTensorflow': 'TensorFlow',
  'form.field.protocolV2': 'Open Inference (V2)',
  'form.field.serverFirst': 'Wähle zuerst einen Server',
  'form.field.image': 'Image',
  'form.field.imageHelp': 'Mit Registry und Tag',
  'form.field.modelUri': 'Modell-URI',
  'form.field.modelUriHelp': 'Wo das trainierte Modell liegt',
  'form.field.allowed': 'Erlaubt: {{patterns}}',
  'form.field.allowedMore': 'Erlaubt: {{patterns}} und {{number}} weitere',
  'form.field.traffic': 'Verteilung',
  'form.field.trafficHelp':
    'Der Anteil der Anfragen, den jede Version bekommt, in Prozent',
  'form.field.trafficShare': '{{predictor}}, Prozent der Anfragen',
  'form.field.trafficSum': '{{sum}} von 100 % sind vergeben',
  'form.field.loading': 'Wird geladen …',
  'form.field.unread': 'Die Auswahl konnte nicht gelesen werden: {{reason}}',
  'form.field.forbidden': 'Du darfst die Auswahl nicht sehen: {{reason}}',
  'form.refused.unknownCluster': 'Das Portal kennt keinen Cluster {{cluster}}',
  'form.refused.unusable': '{{name}} kann nicht benutzt werden: {{reason}}',
  'form.refused.unknownNamespace':
    'Cluster {{cluster}} zeigt keinen Namespace {{namespace}}',
  'form.refused.nameCharacters':
    'Nur Kleinbuchstaben, Ziffern und "-", mit einem Buchstaben am Anfang und ohne "-" am Ende',
  'form.refused.nameLength':
    'Höchstens {{limit}} Zeichen; dieser hat {{length}}',
  'form.refused.nameTaken':
    '{{namespace}} hat schon ein Modell dieses Namens. Wähle einen anderen',
  'form.refused.unknownModel':
    '{{namespace}} hat kein Modell {{name}}, das du sehen darfst',
  'form.refused.unknownServer':
    'Der Cluster hat keinen mitgelieferten Server {{server}}',
  'form.refused.unspokenProtocol': '{{server}} spricht {{protocol}} nicht',
  'form.refused.imageCharacters':
    'Ein Image schreibt sich registry/name:tag, ohne Leerzeichen und ohne https://',
  'form.refused.uriForm':
    'Eine Modell-URI schreibt sich schema://ort, etwa gs://models/fraud',
  'form.refused.uriCredentials':
    'Eine Modell-URI darf keine Zugangsdaten enthalten. Leg sie in ein Secret des Namespace und nenne stattdessen dieses',
  'form.refused.trafficWhole': 'Jeder Anteil ist eine ganze Zahl von 0 bis 100',
  'form.refused.trafficSum':
    'Die Anteile ergeben {{sum}} % und müssen 100 % ergeben. {{hint}}',
  'form.refused.trafficMissing': '{{number}} % fehlen.',
  'form.refused.trafficTooMuch': '{{number}} % sind zu viel.',
  'form.refused.plan':
    'Aus diesem Plan kann nichts entstehen, solange etwas darin abgelehnt ist. Geh zurück und ändere es, oder frische den Plan auf',
  'form.refused.planPending':
    'Der Plan war noch nicht da. Sieh ihn an, sobald er da ist, und geh dann weiter',
  'form.hint.note': 'Hinweis: {{hints}}',
  'form.hint.hashedService':
    'Sein Service kann nicht {{service}} heißen, denn das sind mehr als {{limit}} Zeichen: Seldon nennt ihn nach einem Hash.',
  'form.hint.longHost':
    'Einen Host wie {{host}}.… lehnen Router ab, deren Grenze {{limit}} Zeichen sind: kürze den Namen, um das Modell erreichbar zu machen.',
  'form.readiness.looking':
    'Es wird nachgesehen, ob der Cluster für überwachte Modelle bereit ist …',
  'form.readiness.notReady': 'Nicht bereit für überwachte Modelle',
  'form.readiness.unknown':
    'Ob der Cluster bereit ist, ließ sich nicht sicher feststellen',
  'form.readiness.forbidden':
    'Ob der Cluster bereit ist, wird dir nicht gezeigt: dazu braucht es die Berechtigung ml-monitoring.cluster.read.',
  'form.readiness.failed':
    'Ob der Cluster bereit ist, ließ sich nicht feststellen: {{reason}}',
  'form.readiness.remedy': 'Was zu tun ist: {{fix}}',
  'form.plan.title': 'Was sich im Cluster ändern würde',
  'form.plan.loading': 'Es wird im Cluster erprobt, ohne etwas zu ändern …',
  'form.plan.refresh': 'Auffrischen',
  'form.plan.tryAgain': 'Noch einmal versuchen',
  'form.plan.created': '{{number}} neu',
  'form.plan.updated': '{{number}} geändert',
  'form.plan.unchanged': '{{number}} unverändert',
  'form.plan.deleted': '{{number}} gelöscht',
  'form.plan.refused': '{{number}} abgelehnt',
  'form.plan.nothing':
    'Nichts würde sich ändern: der Cluster ist schon wie gewünscht.',
  'form.plan.warnings': 'Einen Blick wert',
  'form.plan.resultCreated': 'würde angelegt',
  'form.plan.resultUpdated': 'würde geändert',
  'form.plan.resultUnchanged': 'bleibt, wie es ist',
  'form.plan.resultDeleted': 'würde gelöscht',
  'form.plan.resultRefused': 'würde abgelehnt',
  'form.plan.local':
    'Vom Portal ermittelt, denn der Cluster hat es nicht erprobt.',
  'form.plan.changes': 'Felder von {{object}}, die sich ändern würden',
  'form.plan.field': 'Feld',
  'form.plan.before': 'Jetzt',
  'form.plan.after': 'Dann',
  'form.plan.absent': 'nicht gesetzt',
  'form.plan.moreChanges': '{{number}} weitere Felder zeigen',
  'form.plan.showYaml': 'YAML von {{object}} zeigen',
  'form.plan.hideYaml': 'YAML von {{object}} verbergen',
  'form.plan.yaml': 'YAML von {{object}}',
  'form.plan.conflict': '{{field}} gehört {{manager}}',
  'form.plan.takeOver': 'Diese Felder von {{managers}} übernehmen',
  'form.plan.takeOverHelp':
    'Von da an werden sie hier gesetzt. Was das Objekt sonst noch verwaltet, kann sie zurücksetzen: ändere sie lieber dort, wo das geht.',
  'form.plan.refusedTitle': 'Das würde abgelehnt',
  'form.plan.failedTitle': 'Der Plan ließ sich nicht machen',
  'form.plan.noPlanTitle': 'Hier wird kein Plan gezeigt',
  'form.plan.noTemplate':
    'Er wird gezeigt, wo die Vorlage aus der Liste der Vorlagen geöffnet wird.',
  'form.plan.noStep': 'Diese Vorlage hat keinen Schritt {{action}}.',
  'form.plan.notAllowed':
    'Du darfst Vorlagen nicht erproben (Berechtigung scaffolder.template.dry-run). Der erste Schritt des Laufs macht denselben Plan und hört dort auf, wenn er abgelehnt würde.',
  'form.plan.summaryNotShown': 'Im Formular nicht gezeigt',
  'form.files.title': 'Was geschrieben würde',
  'form.files.loading':
    'Die Dateien werden geschrieben, ohne sie zu veröffentlichen …',
  'form.files.number': '{{number}} Dateien',
  'form.files.show': '{{path}} zeigen',
  'form.files.hide': '{{path}} verbergen',
  'form.files.content': 'Inhalt von {{path}}',
  'form.run.leftTitle': 'Was dieser Lauf gemacht hat, ist noch da',
  'form.run.leftStopped':
    'Der Lauf wurde angehalten, und danach läuft kein Schritt mehr. {{name}} kann im Cluster sein, zum Teil oder ganz.',
  'form.run.leftFailed':
    'Der Lauf kam nicht ans Ende. {{name}} kann im Cluster sein, zum Teil oder ganz: seine Seite zeigt, was nicht stimmt. Behebe es und beginne neu, oder entferne es.',
  'form.run.openModel': 'Modell öffnen',
  'form.run.remove': '{{name}} entfernen',
  'form.run.confirmTitle': '{{name}} entfernen?',
  'form.run.confirm':
    'Das Modell {{model}} und alles, was dieses Portal dafür gemacht hat, wird entfernt: niemand kann es mehr aufrufen. Sein Namespace bleibt.',
  'form.run.confirmYes': 'Entfernen',
  'form.run.confirmNo': 'Behalten',
  'form.run.removing': 'Wird entfernt …',
  'form.run.removedTitle': 'Entfernt',
  'form.run.removedNothing': 'Es war nichts da, was zu entfernen wäre.',
  'form.run.removeFailed': 'Es ließ sich nicht entfernen',
} as const;
