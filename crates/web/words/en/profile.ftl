# Introducing oneself, step by step.
profile-title = Your profile
profile-steps = Steps of your profile
profile-lead = Every step can be skipped, and each makes your next lunch a better one.
profile-progress = { $done ->
    [0] Nothing said yet.
    [7] Everything is said.
   *[other] { $done } of { $all } steps are done.
  }
profile-go-on = Go on where you stopped
profile-on = Skip this
profile-next = Go on
profile-save = Save and go on
profile-card = See your card as others see it
step-is-done = done
step-name-who = Name and what you do
step-name-asks = What you need
step-name-offers = What you can give
step-name-serves = Whom you work for, and what you value
step-name-story = What opens a conversation
step-name-meeting = How you like to meet
step-name-week = When you can
step-why-who = So that whoever meets you knows whom to look for.
step-why-asks = Two asks are a good beginning. Others see at once whether they can help.
step-why-offers = Two offers are a good beginning. Somebody here may need just that.
step-why-serves = People who work for the same customers can often do something together.
step-why-story = Your partner reads this before you meet, and knows where to begin.
step-why-meeting = Coffee or lunch, here or by video, once a month or less: as it suits you.
step-why-week = When you both have said when you can, times that suit both are proposed at once.

who-profession = What do you do?
who-profession-hint = As you would say it to a neighbour: “bookkeeper”, “I build stairs”.
who-place = Where can you meet?
who-place-hint = A town or a part of it. Nobody sees an address.
who-years = Years in it
who-work-wanted = Which work would you like more of?
who-work-wanted-hint = The kind that you would take on tomorrow.

serves-serves = Whom do you work for?
serves-serves-hint = With commas between: “small firms, restaurants, families”.
serves-values = What do you hold dear?
serves-values-hint = With commas between: “honesty, patience, craft”.
serves-alike = Others who speak of the same

story-news = What is new with you?
story-news-hint = A first order, a new workshop, a child, a prize.
story-challenges = What do you find hard at present?
story-challenges-hint = The others may have been there.
story-origin = What got you into your work?
story-likes-most = What do you like most about it?

meeting-formats = What do you like to meet for?
format-coffee = Coffee
format-lunch = Lunch
format-drink = A drink after work
format-walk = A walk
format-video = A video call
meeting-other-formats = Something else
meeting-languages-hint = With commas between. You are matched with somebody who speaks one of them.
meeting-price = What may a lunch cost?
meeting-price-hint = In your own words: “up to 15 pounds”, “I bring my own”.
meeting-often = How often?
meeting-often-usual = As often as there is a round
meeting-many = How many meetings in a round?
meeting-many-usual = As the round is planned
meeting-many-n = { $n ->
    [one] At most one
   *[other] At most { $n }
  }

week-usual = Add:
week-lunches = lunchtimes
week-mornings = mornings
week-evenings = evenings
week-mine = Your week
week-nothing = Nothing tapped yet: office hours are taken for it.
week-time-zone-hint = Like Europe/London. Empty stands for the one of the community.
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mo
weekday-short-2 = Tu
weekday-short-3 = We
weekday-short-4 = Th
weekday-short-5 = Fr
weekday-short-6 = Sa
weekday-short-7 = Su

# Asks and offers.
said-title-ask = What you need
said-title-offer = What you can give
said-lead-ask = One sentence each, as you would say it over coffee. You see at once who might help.
said-lead-offer = One sentence each: what friends ask you for, whom you know, what you could lend. You see at once who needs it.
said-text-ask = I need …
said-text-offer = I can give …
said-hint-ask = “an introduction to two cafés that look for local suppliers”
said-hint-offer = “an hour on how to price your work”
said-kind = Kind of help
said-kind-any = Leave it open
said-add-first-ask = Your first ask
said-add-first-offer = Your first offer
said-add-ask = Add an ask
said-add-offer = Add an offer
said-look = Who would that be?
said-reword = Reword
said-reword-title = In other words
said-reword-send = Save it like this
said-first = Up
said-last = Down
said-close = Done, with thanks
said-thanks = Who helped, and how? Only you keep this.
said-close-send = Close it
said-closed = Done
said-reopen = Open again
worth-ask = { $more ->
    [yes] More than { $n } members may help with this:
   *[no] { $n ->
        [one] One member may help with this:
       *[other] { $n } members may help with this:
      }
  }
worth-offer = { $more ->
    [yes] More than { $n } members look for this:
   *[no] { $n ->
        [one] One member looks for this:
       *[other] { $n } members look for this:
      }
  }
worth-none-ask = Nobody here offers that yet. It stands on your card, and others may know somebody.
worth-none-offer = Nobody here looks for that at present. It stands on your card.

# The coach.
coach-read-as = Read as: { $what }
coach-ask-clients = Which kind of client, where, and how many? For example: “an introduction to two cafés in the old town that look for a baker”.
coach-ask-money = For what, about how much, and from whom? For example: “somebody who has got a bank loan for a first workshop”.
coach-ask-staff = To do what, and for how long? For example: “a cook for Friday evenings in summer”.
coach-ask-contacts = To whom? A role or a place is enough. For example: “whoever buys fruit for the school kitchens”.
coach-ask-attention = Seen by whom? For example: “the editor of a local paper who would like a story about repair”.
coach-ask-help = With what? The smaller the step, the easier the yes. For example: “half an hour with someone who has changed their prices”.
coach-ask-anything = What would make next month easier? For example: “a second pair of eyes on my offer letter”.
coach-ask-several = That is more than one thing. Said one by one, each finds its own helper.
coach-ask-other_side = This reads like an offer. Does it belong to what you can give?
coach-ask-long = Try it in one breath: what exactly would help you?
coach-ask-unread = We could not tell what it is about. A more common word beside it helps others to find it.
coach-offer-clients = Which kind of client do you know, or send on? For example: “referrals for a plumber: I see wet walls every week”.
coach-offer-money = For what, and how would you help? For example: “I read business plans the way our bank does”.
coach-offer-staff = To do what, and when? For example: “two strong people with a van, on Saturdays”.
coach-offer-contacts = To whom? For example: “an introduction to head teachers in three schools”.
coach-offer-attention = Where, and before whom? For example: “a page in our newsletter, read by 400 families”.
coach-offer-help = With what? For example: “an hour on how to price your work”.
coach-offer-anything = What do friends ask you for? For example: “I fix spreadsheets that nobody dares to touch”.
coach-offer-several = That is more than one thing. Said one by one, each is found by who needs it.
coach-offer-other_side = This reads like an ask. Does it belong to what you need?
coach-offer-long = Try it in one breath: what exactly can somebody have from you?
coach-offer-unread = We could not tell what it is about. A more common word beside it helps others to find it.
audience-small-firms = small firms
audience-self-employed = the self-employed
audience-startups = startups
audience-growing-firms = growing firms
audience-large-firms = large firms
audience-manufacturers = manufacturers
audience-builders-trades = builders and trades
audience-retailers = shops
audience-online-shops = online shops
audience-restaurants-hotels = restaurants and hotels
audience-health-practices = health practices
audience-schools = schools
audience-charities-clubs = charities and clubs
audience-public-sector = the public sector
audience-farmers = farmers
audience-homeowners = homeowners
audience-tenants-landlords = tenants and landlords
audience-families = families
audience-parents = parents
audience-young-people = young people
audience-older-people = older people
audience-couples-weddings = couples and weddings
audience-travellers = travellers
audience-sports-people = people in sports
audience-pet-owners = pet owners
audience-drivers = drivers
audience-artists-creatives = artists and creatives
audience-students-jobseekers = students and job seekers
audience-employers = employers
audience-executives = executives
audience-investors = investors
audience-exporters = exporters
audience-event-organisers = event organisers
audience-newcomers-migrants = newcomers to the country
audience-software-teams = software teams
audience-professional-firms = professional firms

# What was just done.
notice-saved = Saved.
notice-said = Added. This is who it may bring together:
notice-reworded = Saved in other words.
notice-closed = Closed. Well done.
notice-reopened = It is open again.

# Today and people.
today-paused-change = Change that
today-step = Take this step
today-help = You could help
today-help-why = You offer:
today-help-no-offers = Nobody knows yet what you can give
today-help-no-offers-lead = Say it in a sentence, and whoever needs just that stands here.
today-help-empty = Nobody asks for what you offer at present
today-help-empty-lead = New asks come every week. Something else that you could give?
today-newcomers = New here
today-asks-more = Who might help, and other asks
today-offers-more = Who needs it, and other offers
people-filters = Filter
people-side = Who
people-side-any = needs or offers something
people-side-ask = needs something
people-side-offer = offers something
people-kind-any = Any kind
people-place = Where
people-meant = In other words
member-you-give = You could help:
member-you-need = You need:
member-change = Change it
