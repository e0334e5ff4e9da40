# Promises.
me-word = Zwischen Ihnen und anderen
promises = Versprechen
promises-lead = Was beim Kaffee gesagt wurde, bis es getan ist. Nur Sie beide sehen es.
promises-waiting = Wartet auf eine Antwort
promises-given = Das habe ich versprochen
promises-given-none = Nichts offen
promises-given-none-lead = Schreiben Sie nach einem Treffen auf, was Sie zugesagt haben. Zehn Sekunden genügen.
promises-received = Das wurde mir versprochen
promises-received-none = Im Augenblick nichts.
promises-settled = Erledigt
promises-earlier = Frühere
promise-new = Etwas versprechen
promise-new-to = { $name } etwas versprechen
promise-whom = Wem versprechen Sie etwas?
promise-to = An { $name }
promise-from = Von { $name }
promise-you-to = Sie haben { $name } versprochen
promise-you-from = { $name } hat Ihnen versprochen
promise-nobody = Jemand, der nicht mehr hier ist
promise-by = bis { $day }
promise-moved = { $n ->
    [one] einmal verschoben
   *[other] { $n }-mal verschoben
  }
promise-is-open = offen
promise-is-asked = gilt es noch?
promise-is-kept = soll gehalten sein
promise-is-confirmed = gehalten
promise-is-released = zurückgegeben
promise-is-lapsed = still verstrichen
promise-is-missed = nicht geschehen
promise-is-disputed = Sie beide sehen es verschieden
promise-is-declined = nicht gewünscht
promise-before = { $n ->
    [0] Sie haben kein Versprechen offen. Ein guter Augenblick für eines.
    [one] Sie haben eines offen{ $week ->
        [0] , nicht diese Woche fällig
       *[other] , diese Woche fällig
      }: immer noch ja?
   *[other] Sie haben { $n } offen, { $week ->
        [0] keines diese Woche fällig
        [one] eines diese Woche fällig
       *[other] { $week } diese Woche fällig
      }: immer noch ja?
  }
promise-open-now = Was Sie offen haben
promise-asks = { $name } sucht. Können Sie bei etwas davon helfen?
promise-something-else = Etwas anderes, in eigenen Worten
promise-what = Was versprechen Sie?
promise-what-hint = In einer Zeile, wie Sie es sagen würden. Leer: was Sie oben gewählt haben.
promise-kind = Art der Hilfe
promise-kind-usual = Wie gesucht
promise-day = Bis wann
promise-usual = Ohne Tag: eine Einführung in drei Tagen, Begleitung und Zusammenarbeit in zwei Wochen, alles andere in einer.
promise-give = Ich verspreche es
promise-read-aloud = Lesen Sie es einander vor, bevor Sie gehen: so wissen beide, was gesagt wurde.
promise-thanks = Danke
promise-introduce = Die beiden jetzt bekannt machen
promise-settled = Dieses Versprechen ist erledigt.
promise-both-know = Beide haben bestätigt, dass es so gesagt wurde.
promise-not-read-back = Noch nicht bestätigt. Bis dahin geht kein Brief dorthin.
promise-read-back-ask = Wurde das so gesagt?
promise-read-back-lead = Dann hören Sie, wenn es gehalten oder zurückgegeben ist.
promise-read-back = Ja, genau so
promise-decline = Ich möchte es nicht
promise-confirm-ask = Wurde es gehalten?
promise-thanks-say = Ein Wort des Danks
promise-size = Wie viel hat es bedeutet?
promise-size-1 = Es war nett
promise-size-2 = Es hat geholfen
promise-size-3 = Es hat sehr geholfen
promise-confirm = Es wurde gehalten
promise-miss = Es ist nicht geschehen
promise-miss-hint = Dass es nicht geschehen ist, sieht die andere Seite erst, wenn auch sie gesprochen hat oder zwei Wochen vergangen sind.
promise-keep-ask = Ist es getan?
promise-keep = Es ist gehalten
promise-move-ask = Gilt noch, bis zu einem anderen Tag?
promise-move = Diesen Tag nehmen
promise-release-ask = Passt es nicht mehr?
promise-release-lead = Ein Versprechen zurückzugeben ist ehrenhaft und zählt nie gegen Sie.
promise-release-words = In eigenen Worten
promise-release = Zurückgeben
promise-quiet = Hieran nicht mehr erinnern
promise-link-over = Dieser Link öffnet nichts mehr. Ihre Versprechen sind noch da.
promise-link-anew = Alle ansehen
notice-promise-given = Versprochen. Lesen Sie es einander vor.
notice-promise-keep = Schön. Die andere Seite wird einmal gefragt.
notice-promise-move = Gilt noch, bis zum neuen Tag.
notice-promise-release = Zurückgegeben. Das war ehrlich.
notice-promise-quiet = Hieran werden Sie nicht mehr erinnert.
notice-promise-read_back = Gut. Beide wissen, was gesagt wurde.
notice-promise-confirm = Danke, dass Sie es sagen.
notice-promise-miss = Notiert. Es bleibt vorerst versiegelt.
notice-promise-decline = Es ist für beide fort.
member-promise = Etwas versprechen
member-introduce = Mit jemandem bekannt machen

# Word kept.
word-kept = Wort gehalten
word-kept-see = Wie gut halte ich mein Wort?
word-kept-lead = Wie gut Sie Ihr Wort halten, für Ihre Augen. Niemand wird danach geordnet.
word-kept-none = Zu früh für eine Zahl
word-kept-none-lead = Sie zeigt sich, sobald Versprechen im Wert von dreien bestätigt sind. Bis dahin sind Sie neu, und neu ist nicht schlecht.
word-kept-mean = von 100. Wohl zwischen { $low } und { $high }: je mehr Versprechen, desto enger.
word-share = Anderen eine Stufe zeigen?
word-share-band = Andere läsen:
word-share-none = Eine Stufe lässt sich zeigen, sobald fünf Menschen etwas zu Ihren Versprechen gesagt haben.
word-share-with = In { $community } zeigen
word-unshare = In { $community } nicht mehr zeigen
word-facts = Die Tatsachen dahinter
word-fact-promise = Versprechen
word-fact-is = Was daraus wurde
word-fact-counts = Zählt
word-fact-neither = weder noch
band-mostly = hält meist Wort
band-keeps = hält Wort
band-nearly_always = hält fast immer Wort
notice-word-shared = Andere dort sehen die Stufe nun, sobald es eine gibt.
notice-word-unshared = Andere dort sehen nichts mehr davon.
