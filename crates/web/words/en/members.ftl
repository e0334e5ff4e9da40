# Today.
today-title = Good to see you, { $name }
today-next = What comes next
today-next-empty = No one-to-one yet
today-next-empty-lead = When a round is run, the person whom you will meet stands here, with what you could do for each other.
today-look-around = Look around
your-asks = What you need
your-offers = What you can give
asks-empty = Nothing asked for yet
asks-empty-lead = One sentence is enough, the more specific the better: not “more clients”, but “an introduction to two cafés that look for local suppliers”.
offers-empty = Nothing offered yet
offers-empty-lead = What do friends ask you for? Whom do you know? What stands unused half of the week? Each is an offer.
nowhere-title = You are in no community yet
nowhere-lead = When an organiser invites you, the invitation comes to your e-mail address.

# People.
people-title = People
people-search = Search
people-search-hint = A word from what somebody needs, offers or does
people-found = { $more ->
    [yes] More than { $n } people
   *[no] { $n ->
        [one] One person
       *[other] { $n } people
      }
  }
people-next = More people
people-all = Show everybody
people-none = Nobody says that
people-none-lead = Try one word, or how it begins: “garden” finds gardeners and gardens.
why-ask = Needs:
why-offer = Offers:
badge-new = new here
badge-you = you
role-member = member
role-organiser = organiser
role-owner = owner
standing-invited = invited
standing-active = active
standing-suspended = kept out
kind-introduction = introduction
kind-advice = advice
kind-resource = resource
kind-collaboration = collaboration
kind-mentoring = mentoring
kind-referral = referral

member-as-others-see = This is your card, as others in the community see it.
member-asks = Needs
member-asks-none = Nothing said yet.
member-offers = Can give
member-offers-none = Nothing said yet.
member-about = More about them
fact-serves = Works for
fact-values = Values
fact-work-wanted = Wants more of
fact-news = New
fact-challenges = Finds hard
fact-origin = How it began
fact-likes-most = Likes most
fact-industry = Industry
fact-years = Years in it
fact-languages = Speaks
fact-formats = Likes to meet for

# One's own.
me-title = What is yours
me-card = Your card
me-card-lead = As others in { $community } see it
