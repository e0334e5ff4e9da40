# Eigenes.
me-in = In { $community }
me-everywhere = Überall hier
me-profile-lead = Schritt für Schritt: wer Sie sind, wie und wann Sie sich gern treffen
me-asks-lead = Wer Ihnen hier dabei helfen könnte
me-offers-lead = Wer hier danach sucht
me-away-lead = Eine Weile niemanden treffen
me-apart-lead = Nur Sie wissen davon
me-leave-lead = Alles, was Ihnen gehört, geht mit
me-devices-lead = Wo Sie angemeldet sind
me-archive-lead = Alles, was Ihnen gehört, mitnehmen oder mitbringen
me-tokens-lead = Für Ihre Programme
me-erase-lead = Alles über Sie löschen lassen

away-title = Pause
away-lead = Vor dem Tag, den Sie wählen, bringt keine Runde Sie mit jemandem zusammen. Niemand erfährt, warum.
away-weeks = { $n ->
    [one] Eine Woche
   *[other] { $n } Wochen
  }
away-until = Bis zu einem Tag
away-until-hint = An diesem Tag sind Sie wieder dabei.
away-send = Bis dahin pausieren
away-until-said = Sie pausieren bis { $day }.
away-resume = Ich bin wieder da
away-longer = Länger oder kürzer
away-what = Treffen, die Sie vereinbart haben, bleiben bestehen.
away-wrong = Bitte wählen Sie einen Tag, der noch kommt.
notice-away = Sie pausieren. Genießen Sie die Ruhe.
notice-resumed = Schön, dass Sie wieder da sind.

apart-title = Lieber nicht treffen
apart-lead = Keine Runde bringt Sie mit denen zusammen, die hier stehen.
apart-private = Das sehen nur Sie. Weder die anderen noch wer die Gemeinschaft leitet erfährt es, und für sie sieht nichts anders aus.
apart-gone = Jemand, der nicht mehr hier ist
apart-remove = Von der Liste nehmen
apart-add = Noch jemand
apart-search = Ein Name
apart-send = Lieber nicht treffen
notice-apart = Keine Runde wird Sie zusammenbringen.
notice-no-longer-apart = Von Ihrer Liste genommen.

devices-title = Ihre Geräte
devices-lead = Wo Sie angemeldet sind. Gehört eines nicht Ihnen? Melden Sie es ab, dann kommt dort niemand mehr hinein.
devices-this = dieses hier
devices-since = seit { $since }, zuletzt benutzt am { $seen }
devices-end = Abmelden
devices-end-others = Überall sonst abmelden
notice-device-ended = Dort abgemeldet.

tokens-title = Schlüssel für Programme
tokens-lead = Mit einem Schlüssel kommt ein Programm als Sie herein. Es sieht, was Sie sehen, und öffnet keine Türen: Es kann weder austreten noch löschen noch weitere Schlüssel machen.
tokens-once = Kopieren Sie ihn jetzt. Er wird nur dieses eine Mal gezeigt.
tokens-writes = darf ändern
tokens-reads = darf nur schauen
tokens-since = gemacht am { $day }.
tokens-used = Zuletzt benutzt am { $day }.
tokens-until = Bis { $day }.
tokens-end = Beenden
tokens-make = Einen machen
tokens-name = Wofür ist er?
tokens-name-hint = Damit Sie ihn später wiedererkennen: „Kalender auf dem Telefon“.
tokens-may-write = Er darf auch ändern
tokens-days = Wie lange?
tokens-days-30 = Einen Monat
tokens-days-90 = Drei Monate
tokens-days-365 = Ein Jahr
tokens-days-ever = Bis ich ihn beende
tokens-send = Schlüssel machen
notice-token-ended = Beendet. Er öffnet nichts mehr.

archive-title = Ihr Archiv
archive-lead = Alles, was Ihnen gehört, in einer Datei und in Formaten, die andere lesen können: Profile, Anliegen und Angebote, Treffen und Ihre Notizen. In ein anderes Goodword gebracht, ist alles wieder da.
archive-download = Archiv herunterladen
archive-kept = Was Sie von anderen Gemeinschaften behalten
archive-kept-none = Wenn Sie eine Gemeinschaft verlassen oder ein Archiv mitbringen, steht hier, was dort Ihres war. Nur Sie sehen es.
archive-kept-as = Dort hießen Sie { $name }.
archive-kept-meetings = { $n ->
    [one] Ein Treffen, mit Ihrer Notiz
   *[other] { $n } Treffen, mit Ihren Notizen
  }
archive-forget = Vergessen
archive-bring = Ein Archiv mitbringen
archive-file = Ihr Archiv
archive-file-hint = Die Datei goodword.zip, wie Goodword sie gemacht hat.
archive-bring-send = Hereinbringen
archive-brought = { $n ->
    [0] Nichts Neues:
    [one] Eine Mitgliedschaft wurde hereingebracht;
   *[other] { $n } Mitgliedschaften wurden hereingebracht;
  } { $here ->
    [0] nichts davon war schon hier.
    [one] eine war schon hier.
   *[other] { $here } waren schon hier.
  }
notice-forgotten = Vergessen.

leave-title = Austreten
leave-title-in = { $community } verlassen
leave-lead = Sie können gehen, wann Sie möchten, und alles, was Ihnen gehört, geht mit.
leave-stays = Was mit Ihnen geht
leave-stays-what = Ihr Profil, Ihre Anliegen und Angebote, Ihre Treffen und Ihre Notizen. Sie behalten sie hier, für sich allein, und können sie herunterladen.
leave-goes = Was endet
leave-goes-what = Andere sehen Sie dort nicht mehr, und keine Runde rechnet mit Ihnen. Haben Sie einem Treffen zugesagt, so erfährt die andere Seite, dass es ausfällt, und sonst nichts.
leave-send = Mit allem austreten
leave-pause = Sie brauchen nur Ruhe?
notice-left = Sie sind ausgetreten. Alles, was Ihres war, ist hier.

erase-title = Alles löschen
erase-lead = Alles über Sie verschwindet: Profile, Anliegen und Angebote, Treffen, Notizen, diese Anmeldung. Niemand kann es zurückholen, auch wir nicht.
erase-archive-first = Erst das Archiv herunterladen
erase-confirmation = Zur Bestätigung: Ihre eigene E-Mail-Adresse
erase-send = Alles über mich löschen
notice-erased = Alles über Sie ist gelöscht.
