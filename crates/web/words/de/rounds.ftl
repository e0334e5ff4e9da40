# Runden, wie Organisierende sie halten.
organise-rounds = Runden
organise-rounds-lead = Eine planen, ansehen, freigeben; und was aus den letzten wurde
rounds-title = Runden
rounds-lead = In einer Runde bekommen alle ein Mittagessen oder einen Kaffee, der sich lohnt. Sie sehen sie an, bevor jemand davon erfährt.
rounds-by-calendar = Nach dem Kalender
rounds-calendar-none = Runden gibt es nur, wenn Sie eine planen.
rounds-calendar-set = { $weeks ->
    [one] Jede Woche
   *[other] Alle { $weeks } Wochen
  } seit dem { $day }.
rounds-calendar-releases = Jede wird von selbst freigegeben.
rounds-calendar-asks = Sie sehen jede an, bevor sie freigegeben wird.
rounds-calendar-make = Runden nach dem Kalender halten
rounds-calendar-change = Kalender ändern
rounds-now = Noch eine
rounds-plan = Jetzt planen
rounds-draft = Nur entwerfen
rounds-nobody-told = Niemand erfährt dadurch davon. Mitglieder können sagen, ob sie kommen.
rounds-all = Alle Runden
round-stage-draft = Entwurf
round-stage-planning = wird geplant
round-stage-previewed = geplant, niemand weiß davon
round-stage-released = läuft
round-stage-closed = vorbei
terms-on = Tag der Runde
terms-joining = Wer dabei ist
joining-everybody = Alle, die sie nicht auslassen
joining-who_says_so = Wer es sagt
terms-size = Wie viele sich treffen
size-2 = Zwei
size-3 = Drei
size-4 = Vier
size-5 = Fünf
size-6 = Sechs
terms-odd = Wer übrig bleibt
odd-trio = kommt zu zwei anderen
odd-rest = ruht der Reihe nach
terms-place = Wo sie zu Hause sind
meet-place-any = Alle können alle treffen
meet-place-same = Nur Leute vom selben Ort
terms-repeat = Wochen, in denen sich keine zwei wieder treffen
terms-repeat-hint = Drei, die sich trafen, zählen als drei Paare.
terms-more = Mehr dazu
terms-meetings = Meiste Treffen für ein Mitglied
terms-answer = Tage zum Antworten
terms-rematch = Tage, in denen neu zugeordnet wird, wer wieder frei ist
terms-rematch-hint = So lange kann man auch noch dazukommen.
terms-meet = Tage zum Treffen
terms-explore = Prozent der Paare, die das Los bestimmt
terms-explore-hint = Von ihnen lernt man, was keine Liste gewählt hätte.
terms-seed = Startzahl
terms-seed-hint = Sie entscheidet jedes Los. Dieselbe Zahl gibt dieselbe Runde.
calendar-lead = Goodword entwirft jede Runde, sagt sie Tage vorher an, damit man sie auslassen kann, und plant sie zu ihrer Stunde.
calendar-first = Erster Tag
calendar-first-hint = Sein Wochentag gilt für alle Runden.
calendar-at = Uhrzeit
calendar-at-hint = Am Ort der Gemeinschaft, { $zone }.
calendar-told = Tage vorher, an denen Mitglieder davon erfahren
calendar-told-hint = 0 sagt niemandem etwas.
calendar-releases = Jede von selbst freigeben; ich muss sie nicht ansehen
calendar-terms = Wie jede gehalten wird
calendar-send = So halten
calendar-end = Kalender beenden

round-title = Runde vom { $day }
round-lead-draft = Ein Entwurf. Mitglieder können sagen, ob sie kommen.
round-lead-planning = Sie wird geplant.
round-lead-previewed = Geplant. Niemand erfährt davon, bevor Sie sie freigeben.
round-lead-released = Sie läuft.
round-lead-closed = Vorbei.
doing-waiting = Gleich wird sie geplant
doing-reading = Gesuche und Angebote werden gelesen
doing-weighing = Es wird gewogen, wer wem helfen kann
doing-finding = Die beste Runde wird gesucht
doing-writing = Die Gründe werden aufgeschrieben
round-stop = Anhalten
round-keep = Als Entwurf behalten
round-cancel = Absagen
round-release = Freigeben
round-plan-anew = Neu planen
round-files = Zum Mitnehmen
round-csv = Tabelle
round-ics = Kalender
round-replay = Noch einmal planen mit dem, was sie las
round-replay-lead = Das Ergebnis muss dasselbe sein. Es ändert nichts.
number-matched = treffen jemanden
number-left-out = treffen niemanden
number-helped = finden Hilfe bei dem, den sie treffen
number-both-ways = Paare helfen in beide Richtungen
number-random = Würde gelost, fänden { $helped } Hilfe, und { $both } Paare hülfen in beide Richtungen.
number-asking = { $n ->
    [one] Eine Person hat gesagt, was sie braucht.
   *[other] { $n } haben gesagt, was sie brauchen.
  }
number-gap = Um höchstens { $percent } Prozent besser ginge es unter diesen Regeln.
number-proven = Unter diesen Regeln geht es nicht besser.
what-if = Was wäre bei anderen Regeln?
what-if-send = Was wäre dann?
without-title = Wer niemanden trifft
state-left_out = Übrig
state-waiting = Warten auf jemanden, der frei ist
state-away = Nicht in dieser Runde
without-paused = { $name } setzt aus.
without-no_meetings = { $name } möchte zurzeit keine Treffen.
without-rests_in_turn = Die Zahl ist ungerade, und { $name } ruht der Reihe nach. Kommt, wer übrig ist, zu zwei anderen, ruht niemand.
without-alone = Niemand sonst macht mit, { $name } kann niemanden treffen.
without-nobody_allowed = Die Regeln dieser Runde lassen niemanden für { $name }: kürzlich getroffen, Ort, Sprachen. Sie können sie lockern.
without-none_free = Alle, die { $name } treffen könnte, werden anderswo gebraucht. Weniger Wochen bis zum Wiedersehen oder ein Tisch zu dritt können Platz schaffen.
without-skipped = { $name } lässt diese Runde aus.
without-not_joined = { $name } hat nicht gesagt, dabei zu sein.
without-not_yet = { $name } möchte sich seltener treffen und traf kürzlich jemanden.
without-freed = Das Treffen von { $name } kommt nicht zustande. Jemand anderes wird gesucht.
without-late = { $name } kam spät dazu. Jemand wird gesucht.
without-declined = { $name } sagte „diesmal nicht“.
without-expired = { $name } hat nicht geantwortet.
without-gone = { $name } ist nicht mehr hier.
matches-title = { $n ->
    [one] Ein Paar
   *[other] { $n } Paare
  }
matches-more = Weitere Paare
match-why = Warum
match-locked = bleibt, wie es ist
match-stage-proposed = niemand weiß davon
match-stage-asked = gefragt
match-stage-on = kommt zustande
match-stage-off = diesmal nicht
edit-lead = Kreuzen Sie unten Leute an, dann:
edit-swap = Diese zwei tauschen
edit-join = Diese sollen sich treffen
edit-apart = Diese zwei getrennt halten
edit-tried-first = Sie sehen, was es kostet, bevor es geschieht. Was Sie von Hand setzen, bleibt, wenn neu geplant wird.
edit-lock = Festhalten
edit-unlock = Loslassen
edit-split = Auflösen
tried-edit = Was das ändern würde
tried-apart = Sie treffen sich in dieser Runde nicht. Geplant wird neu um die Paare herum, die bleiben.
tried-what = In diesen Paaren
tried-before = Vorher
tried-after = Nachher
tried-matches = Paare
tried-helped = Leute, denen geholfen wird
tried-mutual = Was sie füreinander tun können
tried-freed = { $names } träfe dann niemanden.
tried-nobody-freed = Niemand bliebe dadurch übrig.
tried-do = So machen
tried-leave = So lassen, wie es ist
tried-rules = Nach diesen Regeln
tried-as-planned = Wie geplant
tried-so = So
tried-plan-so = So planen
tried-same = Noch einmal dasselbe
tried-not-same = Es kam anders heraus
picture-can = { $from } kann { $to } helfen.
picture-may = { $from } kann { $to } vielleicht helfen.
picture-nothing = Was jemand sucht, bietet hier niemand an.

release-title = Diese Runde freigeben?
release-each = { $n ->
    [one] Eine Person bekommt
   *[other] { $n } Leute bekommen
  } je einen Brief: wen sie treffen, die Gründe in beide Richtungen, Zeiten, zu denen alle frei sind, und Knöpfe zum Antworten.
release-left-out = { $n ->
    [one] Eine Person, die niemanden trifft, bekommt einen Brief
   *[other] { $n }, die niemanden treffen, bekommen einen Brief
  } mit dem Grund.
release-away = { $n ->
    [one] Eine Person, die nicht in dieser Runde ist, bekommt nichts.
   *[other] { $n }, die nicht in dieser Runde sind, bekommen nichts.
  }
release-answer-by = Sie antworten bis { $day }; wer nach der Hälfte der Zeit nichts sagte, wird einmal erinnert.
release-cut-off = Bis { $day } wird neu zugeordnet, wer wieder frei ist.
release-meet-by = Sie treffen sich bis { $day }; dann werden sie gefragt, ob es dazu kam.
release-send = { $n ->
    [one] Freigeben: ein Brief
   *[other] Freigeben: { $n } Briefe
  }
release-not-yet = Noch nicht
release-who = An wen
release-to = An
release-about = Worüber
release-meet = trifft { $names }
release-more = { $n ->
    [one] Und ein weiteres Paar.
   *[other] Und { $n } weitere Paare.
  }

live-asked = Paare gefragt
live-yes = sagten zu
live-waiting = haben nicht geantwortet
live-no = diesmal nicht
live-on = Paare kommen zustande
live-agreed = haben eine Zeit
live-met = fanden statt
live-helped = Leuten wurde geholfen
live-answer-by = Antworten kommen bis { $day }.
live-cut-off = Bis { $day } wird neu zugeordnet, wer wieder frei ist.
live-meet-by = Sie treffen sich bis { $day }.
report-title = Was daraus wurde
report-met = { $percent } Prozent derer, von denen wir hörten, fanden statt.
report-met-few = Wie viele stattfanden, steht hier, sobald es fünf sind, und fünf nicht oder keines nicht.
report-facts = { $people ->
    [0] Noch hat niemand etwas erzählt.
    [one] Eine Person erzählte, von { $matches ->
        [one] einem Treffen.
       *[other] { $matches } Treffen.
      }
   *[other] { $people } erzählten, von { $matches ->
        [one] einem Treffen.
       *[other] { $matches } Treffen.
      }
  }
report-kind = Hilfe, die geschah
report-times = Mal
report-helpers = Leute, die halfen
report-helped = Leute, denen geholfen wurde
report-rule = Zahlen unter fünf stehen hier nicht, damit niemand zu erkennen ist.
report-which = Welche stattfanden
fewer-than-five = weniger als 5
decimal-point = ,
notice-planning = Sie wird geplant.
notice-stopped = Angehalten. Sie ist wieder ein Entwurf.
notice-released = Freigegeben. Die Briefe sind unterwegs.
notice-cancelled = Abgesagt. Niemand hatte von einem Treffen erfahren.
notice-terms-changed = Notiert. Es ist ein Entwurf.
notice-edited = Getan.
notice-calendar-set = Runden werden nach dem Kalender gehalten.
notice-calendar-ended = Der Kalender ist beendet. Runden, die da sind, gehen weiter.

# Die Briefe der Vorführung.
letters-title = Alle Briefe der Vorführung
letters-lead = Sie gehen an niemanden. Öffnen Sie einen Link darin, um zu tun, was man beim Lesen täte, und lassen Sie Tage vergehen.
letters-day = Einen Tag vergehen lassen
letters-week = Eine Woche vergehen lassen
letters-to = An
letters-all = alle
letters-show = Zeigen
letters-none = Keine Briefe
letters-none-lead = Geben Sie eine Runde frei, oder lassen Sie Tage vergehen.
notice-days-gone = Zeit verging. Was daraus folgt, kommt gleich.
