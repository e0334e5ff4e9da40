# Sich vorstellen, Schritt für Schritt.
profile-title = Ihr Profil
profile-steps = Schritte Ihres Profils
profile-lead = Jeder Schritt kann warten, und jeder macht Ihr nächstes Mittagessen besser.
profile-progress = { $done ->
    [0] Noch nichts gesagt.
    [7] Alles ist gesagt.
    [one] Ein Schritt von { $all } ist getan.
   *[other] { $done } von { $all } Schritten sind getan.
  }
profile-go-on = Da weitermachen, wo Sie aufgehört haben
profile-on = Überspringen
profile-next = Weiter
profile-save = Speichern und weiter
profile-card = Ihre Karte ansehen, wie andere sie sehen
step-is-done = erledigt
step-name-who = Name und was Sie tun
step-name-asks = Was Sie brauchen
step-name-offers = Was Sie geben können
step-name-serves = Für wen Sie arbeiten und was Sie schätzen
step-name-story = Was ein Gespräch eröffnet
step-name-meeting = Wie Sie sich gern treffen
step-name-week = Wann Sie können
step-why-who = Damit alle, die Sie treffen, wissen, nach wem sie schauen.
step-why-asks = Zwei Anliegen sind ein guter Anfang. Andere sehen sofort, ob sie helfen können.
step-why-offers = Zwei Angebote sind ein guter Anfang. Vielleicht braucht hier jemand genau das.
step-why-serves = Wer für dieselben Kunden arbeitet, kann oft etwas zusammen tun.
step-why-story = Ihr Gegenüber liest das vor dem Treffen und weiß, womit es anfangen kann.
step-why-meeting = Kaffee oder Mittagessen, hier oder per Video, einmal im Monat oder seltener: wie es Ihnen passt.
step-why-week = Wenn Sie beide gesagt haben, wann Sie können, werden gleich passende Zeiten vorgeschlagen.

who-profession = Was tun Sie?
who-profession-hint = So, wie Sie es Nachbarn sagen würden: „Buchhalterin“, „Ich baue Treppen“.
who-place = Wo können Sie sich treffen?
who-place-hint = Ein Ort oder ein Stadtteil. Niemand sieht eine Adresse.
who-years = Jahre dabei
who-work-wanted = Von welcher Arbeit hätten Sie gern mehr?
who-work-wanted-hint = Solche, die Sie morgen annehmen würden.

serves-serves = Für wen arbeiten Sie?
serves-serves-hint = Mit Kommas dazwischen: „kleine Firmen, Gasthäuser, Familien“.
serves-values = Was ist Ihnen wichtig?
serves-values-hint = Mit Kommas dazwischen: „Ehrlichkeit, Geduld, Handwerk“.
serves-alike = Andere, die vom Gleichen sprechen

story-news = Was gibt es Neues bei Ihnen?
story-news-hint = Ein erster Auftrag, eine neue Werkstatt, ein Kind, ein Preis.
story-challenges = Was fällt Ihnen gerade schwer?
story-challenges-hint = Vielleicht kennen die anderen es schon.
story-origin = Wie sind Sie zu Ihrer Arbeit gekommen?
story-likes-most = Was mögen Sie am meisten daran?

meeting-formats = Wozu treffen Sie sich gern?
format-coffee = Kaffee
format-lunch = Mittagessen
format-drink = Ein Glas nach der Arbeit
format-walk = Ein Spaziergang
format-video = Ein Videogespräch
meeting-other-formats = Etwas anderes
meeting-languages-hint = Mit Kommas dazwischen. Sie treffen jemanden, der eine davon spricht.
meeting-price = Was darf ein Mittagessen kosten?
meeting-price-hint = In Ihren Worten: „bis 15 Euro“, „ich bringe mir etwas mit“.
meeting-often = Wie oft?
meeting-often-usual = So oft es eine Runde gibt
meeting-many = Wie viele Treffen in einer Runde?
meeting-many-usual = Wie die Runde geplant ist
meeting-many-n = { $n ->
    [one] Höchstens eines
   *[other] Höchstens { $n }
  }

week-usual = Dazu:
week-lunches = Mittagszeiten
week-mornings = morgens
week-evenings = abends
week-mine = Ihre Woche
week-nothing = Noch nichts angetippt: Es gelten Bürozeiten.
week-time-zone-hint = Wie Europe/Berlin. Leer steht für die der Gemeinschaft.
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
weekday-short-1 = Mo
weekday-short-2 = Di
weekday-short-3 = Mi
weekday-short-4 = Do
weekday-short-5 = Fr
weekday-short-6 = Sa
weekday-short-7 = So

# Anliegen und Angebote.
said-title-ask = Was Sie brauchen
said-title-offer = Was Sie geben können
said-lead-ask = Je ein Satz, so wie Sie es beim Kaffee sagen würden. Sie sehen sofort, wer helfen könnte.
said-lead-offer = Je ein Satz: worum Freunde Sie bitten, wen Sie kennen, was Sie leihen könnten. Sie sehen sofort, wer es braucht.
said-text-ask = Ich brauche …
said-text-offer = Ich kann geben …
said-hint-ask = „eine Einführung bei zwei Cafés, die Lieferanten aus der Gegend suchen“
said-hint-offer = „eine Stunde darüber, wie man seine Arbeit bepreist“
said-kind = Art der Hilfe
said-kind-any = Offen lassen
said-add-first-ask = Ihr erstes Anliegen
said-add-first-offer = Ihr erstes Angebot
said-add-ask = Anliegen hinzufügen
said-add-offer = Angebot hinzufügen
said-look = Wer wäre das?
said-reword = Anders sagen
said-reword-title = In anderen Worten
said-reword-send = So speichern
said-first = Nach oben
said-last = Nach unten
said-close = Erledigt, mit Dank
said-thanks = Wer hat geholfen, und wie? Nur Sie behalten das.
said-close-send = Abschließen
said-closed = Erledigt
said-reopen = Wieder öffnen
worth-ask = { $more ->
    [yes] Mehr als { $n } Mitglieder können vielleicht helfen:
   *[no] { $n ->
        [one] Ein Mitglied kann vielleicht helfen:
       *[other] { $n } Mitglieder können vielleicht helfen:
      }
  }
worth-offer = { $more ->
    [yes] Mehr als { $n } Mitglieder suchen das:
   *[no] { $n ->
        [one] Ein Mitglied sucht das:
       *[other] { $n } Mitglieder suchen das:
      }
  }
worth-none-ask = Das bietet hier noch niemand an. Es steht auf Ihrer Karte, und andere kennen vielleicht jemanden.
worth-none-offer = Das sucht hier gerade niemand. Es steht auf Ihrer Karte.

# Der Coach.
coach-read-as = Verstanden als: { $what }
coach-ask-clients = Welche Kunden, wo und wie viele? Zum Beispiel: „eine Einführung bei zwei Cafés in der Altstadt, die eine Bäckerei suchen“.
coach-ask-money = Wofür, ungefähr wie viel und von wem? Zum Beispiel: „jemand, der für eine erste Werkstatt einen Kredit bekommen hat“.
coach-ask-staff = Wofür und wie lange? Zum Beispiel: „eine Köchin für Freitagabende im Sommer“.
coach-ask-contacts = Zu wem? Eine Aufgabe oder ein Ort genügt. Zum Beispiel: „wer das Obst für die Schulküchen einkauft“.
coach-ask-attention = Von wem gesehen? Zum Beispiel: „die Redaktion einer Lokalzeitung, die gern über Reparaturen schriebe“.
coach-ask-help = Wobei? Je kleiner der Schritt, desto leichter das Ja. Zum Beispiel: „eine halbe Stunde mit jemandem, der seine Preise geändert hat“.
coach-ask-anything = Was würde den nächsten Monat leichter machen? Zum Beispiel: „jemand, der mein Angebotsschreiben gegenliest“.
coach-ask-several = Das ist mehr als eines. Einzeln gesagt findet jedes seine Hilfe.
coach-ask-other_side = Das liest sich wie ein Angebot. Gehört es zu dem, was Sie geben können?
coach-ask-long = Versuchen Sie es in einem Atemzug: Was genau würde Ihnen helfen?
coach-ask-unread = Wir haben nicht verstanden, worum es geht. Ein geläufigeres Wort daneben hilft anderen, es zu finden.
coach-offer-clients = Welche Kunden kennen oder vermitteln Sie? Zum Beispiel: „Empfehlungen für Installateure: ich sehe jede Woche nasse Wände“.
coach-offer-money = Wofür, und wie würden Sie helfen? Zum Beispiel: „ich lese Geschäftspläne so, wie unsere Bank es tut“.
coach-offer-staff = Wofür und wann? Zum Beispiel: „zwei kräftige Leute mit Transporter, samstags“.
coach-offer-contacts = Zu wem? Zum Beispiel: „eine Einführung bei den Leitungen von drei Schulen“.
coach-offer-attention = Wo und vor wem? Zum Beispiel: „eine Seite in unserem Rundbrief, den 400 Familien lesen“.
coach-offer-help = Wobei? Zum Beispiel: „eine Stunde darüber, wie man seine Arbeit bepreist“.
coach-offer-anything = Worum bitten Sie Ihre Freunde? Zum Beispiel: „ich repariere Tabellen, an die sich niemand traut“.
coach-offer-several = Das ist mehr als eines. Einzeln gesagt wird jedes von denen gefunden, die es brauchen.
coach-offer-other_side = Das liest sich wie ein Anliegen. Gehört es zu dem, was Sie brauchen?
coach-offer-long = Versuchen Sie es in einem Atemzug: Was genau kann man von Ihnen bekommen?
coach-offer-unread = Wir haben nicht verstanden, worum es geht. Ein geläufigeres Wort daneben hilft anderen, es zu finden.
audience-small-firms = kleine Firmen
audience-self-employed = Selbständige
audience-startups = Gründer
audience-growing-firms = wachsende Firmen
audience-large-firms = große Firmen
audience-manufacturers = Hersteller
audience-builders-trades = Bau und Handwerk
audience-retailers = Läden
audience-online-shops = Onlineläden
audience-restaurants-hotels = Gasthäuser und Hotels
audience-health-practices = Praxen
audience-schools = Schulen
audience-charities-clubs = Vereine und Stiftungen
audience-public-sector = öffentliche Hand
audience-farmers = Landwirte
audience-homeowners = Hausbesitzer
audience-tenants-landlords = Mieter und Vermieter
audience-families = Familien
audience-parents = Eltern
audience-young-people = junge Leute
audience-older-people = ältere Menschen
audience-couples-weddings = Paare und Hochzeiten
audience-travellers = Reisende
audience-sports-people = Sportler
audience-pet-owners = Tierhalter
audience-drivers = Autofahrer
audience-artists-creatives = Künstler und Kreative
audience-students-jobseekers = Studierende und Arbeitsuchende
audience-employers = Arbeitgeber
audience-executives = Führungskräfte
audience-investors = Geldgeber
audience-exporters = Exporteure
audience-event-organisers = Veranstalter
audience-newcomers-migrants = Zugezogene
audience-software-teams = Softwareteams
audience-professional-firms = Kanzleien und Beratungen

# Was eben getan wurde.
notice-saved = Gespeichert.
notice-said = Hinzugefügt. Das könnte zusammenkommen:
notice-reworded = In anderen Worten gespeichert.
notice-closed = Abgeschlossen. Gut gemacht.
notice-reopened = Es ist wieder offen.

# Heute und Leute.
today-paused-change = Ändern
today-step = Diesen Schritt gehen
today-help = Hier könnten Sie helfen
today-help-why = Sie bieten:
today-help-no-offers = Noch weiß niemand, was Sie geben können
today-help-no-offers-lead = Sagen Sie es in einem Satz, dann steht hier, wer genau das braucht.
today-help-empty = Gerade sucht niemand, was Sie anbieten
today-help-empty-lead = Jede Woche kommen neue Anliegen. Könnten Sie noch etwas anderes geben?
today-newcomers = Neu hier
today-asks-more = Wer helfen könnte, und weitere Anliegen
today-offers-more = Wer es braucht, und weitere Angebote
people-filters = Filtern
people-side = Wer
people-side-any = braucht oder bietet etwas
people-side-ask = braucht etwas
people-side-offer = bietet etwas
people-kind-any = Jede Art
people-place = Wo
people-meant = Mit anderen Worten
member-you-give = Sie könnten helfen:
member-you-need = Sie brauchen:
member-change = Ändern
