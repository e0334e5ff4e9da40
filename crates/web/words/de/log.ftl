# Was geschah, in Sätzen: einer für jedes Ereignis, nach ihm benannt.
log-title = Protokoll
log-lead = Wer was wann getan hat
log-about = Was in der Gemeinschaft geschah, das Neueste zuerst. Was Mitglieder sagen und schreiben, steht hier nicht.
log-older = Älteres
log-who-gone = Jemand, der fort ist,
log-who-operator = Wer dieses Goodword betreibt,
log-whom-gone = jemanden, der fort ist
log-round-gone = eines anderen Tages
log-file-gone = einer Tabelle
log-other = { $who } tat etwas Eigenes.
log-community-founded = { $who } gründete die Gemeinschaft.
log-community-changed = { $who } änderte die Einstellungen.
log-community-closed = { $who } schloss die Gemeinschaft.
log-member-described = { $who } änderte, was andere von ihnen sehen.
log-ask-said = { $who } bat um etwas.
log-offer-said = { $who } bot etwas an.
log-entry-closed = { $who } schloss eine Bitte oder ein Angebot.
log-entry-reopened = { $who } öffnete eine Bitte oder ein Angebot wieder.
log-entry-reworded = { $who } sagte eine Bitte oder ein Angebot in anderen Worten.
log-entry-shifted = { $who } verschob eine Bitte oder ein Angebot.
log-member-appointed = { $who } gab diese Rolle an { $whom }: { $role ->
    [owner] Inhaber
    [organiser] Organisator
   *[other] Mitglied
  }.
log-member-suspended = { $who } schloss { $whom } aus.
log-member-restored = { $who } ließ { $whom } wieder herein.
log-member-left = Jemand verließ die Gemeinschaft.
log-member-removed = { $who } entfernte jemanden.
log-member-joined = Neu gekommen: { $whom }.
log-member-added = { $who } gab einen Platz an { $whom }.
log-member-invited = { $who } lud { $whom } ein.
log-members-invited = { $who } ließ { $n ->
    [one] jemanden aus der Liste
   *[other] alle { $n } aus der Liste
  } einladen.
log-members-invited_no_more = { $who } hielt die Einladungen an.
log-members-read = { $who } las die Liste der Mitglieder.
log-invitation-taken_back = { $who } nahm die Einladung zurück: { $whom }.
log-member-paused = { $whom } pausiert eine Weile; gesagt von { $who }.
log-member-resumed = { $whom } kommt wieder zu Runden; gesagt von { $who }.
log-import-previewed = { $who } sah an, was die Datei bringen würde: { $whom }.
log-import-applying = { $who } begann einzulesen: { $whom }.
log-import-applied = Eingelesen: { $whom }.
log-import-stopped = { $who } hielt das Einlesen an: { $whom }.
log-import-undoing = { $who } begann zurückzunehmen: { $whom }.
log-import-undone = Zurückgenommen: { $whom }.
log-import-forgotten = { $who } ließ den Bericht über eine Tabelle vergessen.
log-round-drafted = { $who } plante eine Runde: { $whom }.
log-round-changed = { $who } änderte die Runde: { $whom }.
log-round-chosen = { $who } sagte, ob sie zur Runde kommen: { $whom }.
log-round-planning = { $who } ließ die Paare ausrechnen: { $whom }.
log-round-planned = Die Paare sind ausgerechnet: { $whom }.
log-round-stopped = { $who } hielt das Ausrechnen an: { $whom }.
log-round-edited = { $who } änderte Paare: { $whom }.
log-round-cancelled = { $who } sagte eine Runde ab.
log-round-released = { $who } gab die Runde frei: { $whom }.
log-round-closed = Die Runde ist vorbei: { $whom }.
log-match-answered = { $who } antwortete zu einem Treffen.
log-match-on = Ein Treffen kommt zustande: Alle sagten ja.
log-match-expired = Ein Treffen verfiel: Nicht alle antworteten rechtzeitig.
log-match-anew = Wer wieder frei war, hat ein neues Treffen.
log-match-grew = Wer wieder frei war, kam zu einem Treffen dazu.
log-meeting-changed = { $who } verabredete ein Treffen.
log-answer-given = { $who } sagte, was aus einem Treffen wurde.
log-calendar-set = { $who } legte fest, wann Runden von selbst kommen.
log-calendar-ended = { $who } beendete die Runden, die von selbst kommen.
log-feed-made = { $who } machte einen eigenen Kalenderlink.
log-feed-ended = { $who } beendete einen eigenen Kalenderlink.
