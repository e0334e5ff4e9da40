# Die Liste aller Mitglieder, für Organisatoren.
roll-whom = Wen zeigen
roll-search-hint = Ein Name, ein Beruf, eine Bitte oder ein Angebot
roll-all = Alle
roll-here = Da
roll-asked = Eingeladen
roll-unasked = Noch nicht eingeladen
roll-kept_out = Ausgeschlossen
roll-organising = Organisatoren
roll-is-here = da
roll-is-asked = eingeladen
roll-is-unasked = noch nicht eingeladen
roll-is-kept_out = ausgeschlossen
roll-none = Hier ist niemand
roll-none-lead = Versuchen Sie ein anderes Wort, oder sehen Sie unter allen nach.
roll-profession = Was sie tun
roll-state = Wo sie stehen
roll-paused = pausiert bis { $day }
roll-no-name = Noch kein Name
roll-address = E-Mail-Adresse
roll-asked-on = Eingeladen am
roll-rests-until = Pausiert bis
roll-said = Offene Bitten und Angebote
roll-card = Die Karte, wie Mitglieder sie sehen
roll-inviting = Einladung
roll-no-address = Die Liste nennt keine E-Mail-Adresse, also kann kein Brief hinausgehen. Lesen Sie eine Liste ein, in der eine steht.
roll-not-asked-lead = Sie stehen in der Liste und wissen noch nichts davon. Ein Brief geht in Ihrem Namen hinaus.
roll-asked-lead = Sie sind eingeladen und noch nicht gekommen. Wer den Brief verloren hat, bekommt dort einen neuen Link, wo man sich anmeldet. In Ihrem Namen geht an eine Adresse ein Brief im Jahr, so oft Sie auch einladen.
roll-invite = Einladen
roll-invite-again = Noch einmal einladen
roll-take-back = Einladung zurücknehmen
roll-pause = Eine Pause
roll-pause-lead = Wer pausiert, wird bis zu diesem Tag zu keiner Runde gefragt. Selbst können sie früher wiederkommen.
roll-until = Bis wann?
roll-pause-send = Pausieren lassen
roll-resume = Wieder zu Runden kommen
roll-role = Rolle
roll-role-label = Was dürfen sie?
roll-role-member = Mitglied: nimmt teil
roll-role-organiser = Organisator: führt Runden durch, lädt ein, liest Listen ein
roll-role-owner = Inhaber: entscheidet auch über die Gemeinschaft
roll-role-send = Diese Rolle geben
roll-parting = Getrennte Wege
roll-suspend = Vorerst ausschließen
roll-suspend-lead = Sie sehen hier nichts mehr und kommen zu keiner Runde. Nichts von ihnen geht verloren, und Sie können sie wieder hereinlassen. Eine Nachricht bekommen sie nicht.
roll-suspend-send = Ausschließen
roll-restore-lead = Sie sind ausgeschlossen; alles, was ihres ist, ist noch da.
roll-restore = Wieder hereinlassen
roll-remove = Endgültig entfernen
roll-remove-lead = Sie gehören nicht mehr zur Gemeinschaft. Von allem, was ihres ist, behalten sie eine Kopie; wer sie getroffen hat, behält seine Notizen. Das lässt sich nicht rückgängig machen.
roll-remove-send = Endgültig entfernen
notice-member-paused = Sie pausieren bis zu diesem Tag.
notice-member-resumed = Sie kommen wieder zu Runden.
notice-member-suspended = Sie sind ausgeschlossen. Verloren ist nichts.
notice-member-restored = Sie sind wieder da.
notice-member-appointed = Sie haben die Rolle.
notice-member-removed = Entfernt. Von dem, was ihres ist, behalten sie eine Kopie.

# Alle auf einmal.
inviting-all-title = { $n ->
    [0] Alle sind eingeladen
    [one] In Ihrer Liste ist jemand noch nicht eingeladen
   *[other] In Ihrer Liste sind { $n } noch nicht eingeladen
  }
inviting-all-lead = Jeder bekommt einen Brief in Ihrem Namen, in dem steht, wer einlädt und warum. Niemand bekommt einen zweiten, niemand wird erinnert.
inviting-all-letter = Was im Brief steht
inviting-all-send = { $n ->
    [one] Jetzt einladen
   *[other] Jetzt alle { $n } einladen
  }
inviting-all-goes-on = Die Briefe werden geschrieben. Sie können inzwischen etwas anderes tun.
inviting-all-progress = Wie viele eingeladen sind
letter-invitation-subject = { $inviter } lädt Sie ein: { $community } (der Brief ist auf Englisch)
letter-invitation-why = { $inviter } hätte Sie gern in { $community }, wo sich Mitglieder treffen, um einander zu helfen.
letter-invitation-how = Danach kommen ein Link, der 14 Tage gilt, woher die Adresse stammt, und ein Knopf, um nie wieder Post zu bekommen.
inviting-one = Oder einzeln
notice-inviting-all = Die Einladungen sind unterwegs.
notice-inviting-stopped = Vorerst wird niemand mehr eingeladen. Wer es ist, bleibt es.

# Einstellungen.
settings-title = Einstellungen
settings-lead = Name, Ort, Zeitzone und wie oft Sie sich treffen
settings-name = Wie heißt Ihre Gemeinschaft?
settings-zone-hint = Zum Beispiel Europe/Berlin. Danach richten sich Zeiten in Briefen und auf Seiten.
settings-window = Wie viele Wochen lang trifft sich kein Paar wieder?
settings-window-hint = Zwölf passen den meisten. Je länger, desto mehr verschiedene Menschen trifft jeder.
settings-rounds = Runden
settings-send = So behalten
settings-owners = Nur ein Inhaber der Gemeinschaft ändert das.
settings-close = Gemeinschaft schließen
settings-close-show = Endgültig schließen
settings-close-lead = Jeder behält eine Kopie von dem, was seines ist. Die Gemeinschaft, ihre Runden und ihre Liste sind sofort fort, und niemand kann sie zurückholen.
settings-close-name = Schreiben Sie zum Schließen ihren Namen: { $name }
settings-close-send = Endgültig schließen
notice-settings-kept = Behalten.
notice-community-closed = Die Gemeinschaft ist geschlossen. Jeder behält, was seines ist.

# Der Postausgang.
outbox-title = Postausgang
outbox-lead = Für Sie, weil Sie dieses Goodword betreiben: Briefe, die warten oder nicht ankamen
outbox-about = Briefe gehen von selbst hinaus und werden wieder versucht, wenn ein Mailserver nicht antwortet. Nur Sie sehen diese Seite: Ob jemandem geschrieben wurde, geht sonst niemanden etwas an.
outbox-by-hand = Noch gibt es keinen Mailserver, also warten Briefe hier. Öffnen Sie einen und geben Sie ihn von Hand weiter; oder nennen Sie in den Einstellungen der Installation einen Mailserver, dann gehen sie von selbst hinaus.
outbox-held = Alle Briefe werden zurückgehalten
outbox-held-lead = Dieses Goodword wurde aus einer Kopie wiederhergestellt. Manche Briefe darin können schon hinausgegangen sein. Sehen Sie sie durch, und lassen Sie sie gehen, wenn Sie sicher sind.
outbox-release = { $n ->
    [one] Hinausgehen lassen
   *[other] Alle { $n } hinausgehen lassen
  }
outbox-waiting = Was wartet
outbox-none = Nichts wartet
outbox-none-lead = Jeder Brief ist hinausgegangen.
outbox-since = Seit { $day }
outbox-attempts = { $n ->
    [one] einmal versucht
   *[other] { $n }-mal versucht
  }
outbox-ended = Nicht angekommen
outbox-is-failed = ging nicht hinaus
outbox-is-unknown = kam vielleicht an
outbox-given-up = Aufgegeben
outbox-given-up-lead = Arbeit, die nicht gelang, so oft sie auch versucht wurde.
outbox-again = Noch einmal versuchen
letter-sign_in = Link zum Anmelden
letter-invitation = Einladung
letter-farewell = Abschied
letter-did_you_meet = Getroffen?
letter-meeting = Treffen
letter-meeting_times = Zeiten für ein Treffen
letter-match = vorgeschlagenes Treffen
letter-match_reminder = Erinnerung
letter-match_grew = jemand kommt dazu
letter-match_on = Treffen steht
letter-match_off = Treffen fällt aus
letter-round_left_out = diesmal kein Treffen
letter-other = Brief
letter-why-no_answer = der Mailserver antwortete nicht
letter-why-connection_lost = die Verbindung brach ab
letter-why-bad_address = diese Adresse gibt es nicht
letter-why-not_offered = der Mailserver bietet das Nötige nicht an
letter-why-answer_not_understood = die Antwort des Mailservers war nicht zu verstehen
letter-why-sender_vanished = die Maschine blieb beim Senden stehen
letter-why-expired = er war nichts mehr wert
letter-why-suppressed = die Adresse will von hier keine Post
letter-why-other = der Mailserver nahm ihn nicht an
notice-outbox-released = Die Briefe sind unterwegs.
notice-job-again = Es wird noch einmal versucht.

# Ohne Verbindung.
offline-title = Gerade keine Verbindung
offline-lead = Verloren ist nichts. Sobald Sie wieder verbunden sind, machen Sie dort weiter, wo Sie waren.
offline-again = Noch einmal versuchen
