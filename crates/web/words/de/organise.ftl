# Für alle, die organisieren.
steps-title = Ihre ersten Schritte
step-founded = Ihre Gemeinschaft ist gegründet
step-members = Holen Sie Ihre Mitglieder herein
step-members-lead = Aus jeder Tabelle; vorher sehen Sie, was aus jeder Zeile wird. Niemand bekommt dadurch eine E-Mail.
step-say = Sagen Sie, was Sie brauchen und geben können
step-say-lead = Zwei eigene Gesuche und zwei Angebote zeigen den anderen, wie es geht.
step-come = Genug Leute für eine Runde
step-come-lead = { $active ->
    [one] Eine Person ist hier
   *[other] { $active } sind hier
  }, { $invited ->
    [0] niemand sonst steht
    [one] eine Person steht
   *[other] { $invited } stehen
  } in der Liste. Ab vier lohnt sich eine Runde.
organise-title = { $community }
organise-heads = { $active ->
    [one] Ein Mitglied ist hier
   *[other] { $active } Mitglieder sind hier
  }, { $invited ->
    [0] niemand steht
    [one] eine Person steht
   *[other] { $invited } stehen
  } in der Liste und ist noch nicht gekommen.
organise-members = Mitglieder
organise-members-lead = Wer hier ist und was sie brauchen und geben können
organise-import = Mitglieder hereinholen
organise-import-lead = Aus einer Tabelle, mit einem Blick auf jede Zeile vorher
organise-invite = Einladen
organise-invite-lead = Per E-Mail, einzeln; und wer noch nicht gekommen ist

# Aus einer Tabelle.
imports-title = Mitglieder hereinholen
imports-lead = Jede Tabelle genügt, als CSV gespeichert. Eine Spalte mit Namen reicht. Sie sehen, was aus jeder Zeile wird, bevor etwas geschieht, und können es zurücknehmen.
imports-file = Ihre Tabelle
imports-file-hint = CSV oder TSV, wie Excel, Numbers, LibreOffice oder ein Formular sie speichern; bis 32 MB.
imports-name-column = In welcher Spalte stehen die Namen?
imports-name-column-hint = Schreiben Sie ihre Überschrift so, wie sie in der Datei steht.
imports-send = Zeigen, was geschähe
imports-earlier = Frühere
import-rows = { $n ->
    [one] Eine Zeile
   *[other] { $n } Zeilen
  }
import-stage-reading = Die Datei wird gelesen
import-stage-previewed = Noch hat sich nichts geändert. Das würde geschehen.
import-stage-applying = Die Zeilen werden hereingeholt
import-stage-stopped = Auf halbem Weg angehalten. Machen Sie weiter, oder nehmen Sie zurück, was geschah.
import-stage-applied = Fertig. Niemand bekam dadurch eine E-Mail.
import-stage-undoing = Es wird zurückgenommen
import-stage-undone = Zurückgenommen
import-progress = Wie weit es ist
import-stop = Anhalten
import-apply = { $n ->
    [one] Eine Zeile hereinholen
   *[other] { $n } Zeilen hereinholen
  }
import-undo = Zurücknehmen
import-invite-next = Weiter: einladen
import-forget = Bericht vergessen
import-columns = Welche Spalte welche ist
import-columns-lead = Links, wie Ihre Datei sie nennt. Ändern Sie, was wir falsch geraten haben.
import-columns-send = So noch einmal lesen
import-notes = Zur Datei
import-rows-title = Zeile für Zeile
import-all-rows = Alle { $n }
import-more-rows = Weitere Zeilen
outcome-new = neu
outcome-changed = ändert
outcome-same = gleich
outcome-set_aside = beiseitegelegt
outcome-added = hinzugefügt
outcome-updated = geändert
outcome-taken_back = zurückgenommen
outcome-kept = behalten
row-line = Zeile
row-name = Name
row-outcome = Was geschieht
row-notes = Zu wissen
column-unused = (nicht benutzt)
column-id = Nummer in Ihrer Liste
column-name = Name
column-first_name = Vorname
column-last_name = Nachname
column-email = E-Mail-Adresse
column-place = Ort
column-timezone = Zeitzone
column-profession = Beruf
column-industry = Branche
column-years = Jahre dabei
column-languages = Sprachen
column-serves = Arbeitet für
column-values = Schätzt
column-offers = Angebote
column-asks = Gesuche
column-capacity = Treffen je Runde
column-formats = Trifft sich gern zu
column-paused_until = Pause bis
column-newcomer = Neu hier
notice-columns-set = Noch einmal gelesen. Sehen Sie hin.
notice-import-forgotten = Der Bericht ist weg. Die Mitglieder sind geblieben.

# Per E-Mail.
inviting-title = Einladen
inviting-lead = Alle bekommen einen Brief mit einem Link, der zwei Wochen gilt. Wer ihn verloren hat, bittet dort darum, wo man sich anmeldet.
inviting-address = E-Mail-Adresse
inviting-name = Der Name, wenn Sie mögen
inviting-send = Einladung senden
inviting-waiting = Wer noch nicht gekommen ist
inviting-waiting-none = Niemand wartet
inviting-waiting-none-lead = Wen Sie einladen, steht hier, bis er oder sie gekommen ist.
inviting-take-back = Zurücknehmen
notice-invited = Die Einladung ist unterwegs.
notice-taken-back = Zurückgenommen. Der Link öffnet nichts mehr.
