# Heute.
today-title = Schön, Sie zu sehen, { $name }
today-next = Was als Nächstes kommt
today-next-empty = Noch kein Treffen
today-next-empty-lead = Wenn eine Runde läuft, steht hier, wen Sie treffen werden und was Sie füreinander tun könnten.
today-look-around = Umsehen
your-asks = Was Sie brauchen
your-offers = Was Sie geben können
asks-empty = Noch nichts gesucht
asks-empty-lead = Ein Satz genügt, je genauer, desto besser: nicht „mehr Kunden“, sondern „eine Einführung bei zwei Cafés, die Lieferanten aus der Gegend suchen“.
offers-empty = Noch nichts angeboten
offers-empty-lead = Worum bitten Sie Ihre Freunde? Wen kennen Sie? Was steht die halbe Woche ungenutzt da? Jedes davon ist ein Angebot.
nowhere-title = Sie sind noch in keiner Gemeinschaft
nowhere-lead = Wenn jemand Sie einlädt, kommt die Einladung an Ihre E-Mail-Adresse.

# Leute.
people-title = Leute
people-search = Suchen
people-search-hint = Ein Wort aus dem, was jemand braucht, bietet oder tut
people-found = { $more ->
    [yes] Mehr als { $n } Personen
   *[no] { $n ->
        [one] Eine Person
       *[other] { $n } Personen
      }
  }
people-next = Weitere Leute
people-all = Alle zeigen
people-none = Das sagt niemand
people-none-lead = Versuchen Sie ein Wort oder seinen Anfang: „Garten“ findet auch „Gartenbau“.
why-ask = Braucht:
why-offer = Bietet:
badge-new = neu hier
badge-you = Sie
role-member = Mitglied
role-organiser = organisiert
role-owner = leitet
standing-invited = eingeladen
standing-active = aktiv
standing-suspended = ausgesperrt
kind-introduction = Einführung
kind-advice = Rat
kind-resource = Ressource
kind-collaboration = Zusammenarbeit
kind-mentoring = Mentoring
kind-referral = Empfehlung

member-as-others-see = Das ist Ihre Karte, wie andere in der Gemeinschaft sie sehen.
member-asks = Braucht
member-asks-none = Noch nichts gesagt.
member-offers = Kann geben
member-offers-none = Noch nichts gesagt.
member-about = Mehr
fact-serves = Arbeitet für
fact-values = Schätzt
fact-work-wanted = Möchte mehr von
fact-news = Neu
fact-challenges = Findet schwer
fact-origin = Wie es begann
fact-likes-most = Mag am meisten
fact-industry = Branche
fact-years = Jahre dabei
fact-languages = Spricht
fact-formats = Trifft sich gern zu

# Eigenes.
me-title = Was Ihnen gehört
me-card = Ihre Karte
me-card-lead = Wie andere in { $community } sie sehen
