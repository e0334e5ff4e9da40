# Was um jede Seite steht, und was auf vielen gesagt wird.
skip = Zum Inhalt springen
switch-community = Ihre Gemeinschaften
places = Orte
place-today = Heute
place-people = Leute
place-me = Ich
place-organise = Organisieren
language = Sprache
theme = Hell oder dunkel
theme-auto = Auto
theme-light = Hell
theme-dark = Dunkel
optional = (freiwillig)
address = Ihre E-Mail-Adresse
your-name = Ihr Name
your-name-hint = So, wie Sie genannt werden möchten. Andere in der Gemeinschaft sehen ihn.
time-zone = Zeitzone
cadence = Wie oft wünschen Sie sich Runden?
cadence-hint = In jeder Runde bekommen alle ein Mittagessen oder einen Kaffee, der sich lohnt.
cadence-weeks = { $n ->
    [one] Jede Woche
   *[other] Alle { $n } Wochen
  }
sign-out = Abmelden

date = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
  } { $year }
day = { $weekday ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
  }, { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
  }

# Was misslang.
told-title-nothing = Hier ist nichts
told-title-later = Gerade nicht
told-title-broken = Das lag an uns
told-title-no = Das ging nicht
told-start = Zurück zum Anfang
told-not_found = Hier ist nichts, oder nichts, das Sie sehen dürfen.
told-not_that_way = Diese Adresse gibt es, aber nicht dafür.
told-from_elsewhere = Das kam nicht von unseren eigenen Seiten. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.
told-bad_form = Das Formular kam nicht ganz an. Gehen Sie zurück und senden Sie es noch einmal.
told-bad_query = Dieser Link ist nicht vollständig. Gehen Sie zurück und versuchen Sie es noch einmal.
told-too_large = Das ist mehr, als hier Platz hat.
told-busy = Goodword kommt gerade nicht an seine Daten. Nichts ging verloren. Versuchen Sie es in ein paar Sekunden noch einmal.
told-broken = Hier ging etwas schief und wurde notiert. Sie haben nichts falsch gemacht.

# Was gerade getan wurde.
notice-signed-out = Sie sind abgemeldet.
notice-joined = Willkommen. Sie sind dabei.

# Die Seite aller Teile.
style-title = Die Teile
style-lead = Alles, woraus Seiten gemacht sind, lebendig.
