# The roll: all members, for organisers.
roll-whom = Whom to show
roll-search-hint = A name, a trade, an ask or an offer
roll-all = All
roll-here = Here
roll-asked = Invited
roll-unasked = Not invited yet
roll-kept_out = Kept out
roll-organising = Organisers
roll-is-here = here
roll-is-asked = invited
roll-is-unasked = not invited yet
roll-is-kept_out = kept out
roll-none = Nobody is here
roll-none-lead = Try another word, or look among all.
roll-profession = What they do
roll-state = Where they stand
roll-paused = rests until { $day }
roll-no-name = No name yet
roll-address = E-mail address
roll-asked-on = Invited on
roll-rests-until = Rests until
roll-said = Open asks and offers
roll-card = The card, as members see it
roll-inviting = Invitation
roll-no-address = The list has no e-mail address for them, so no letter can go out. Bring a list in that has one.
roll-not-asked-lead = They are in the list and do not know yet. One letter goes out in your name.
roll-asked-lead = They were invited and have not come yet. Whoever lost the letter gets a new link where one signs in. In your name one letter goes to an address in a year, however often you invite.
roll-invite = Invite
roll-invite-again = Invite again
roll-take-back = Take the invitation back
roll-pause = A rest
roll-pause-lead = Whoever rests is asked to no round until that day. They can come back earlier by themselves.
roll-until = Until when?
roll-pause-send = Let them rest
roll-resume = Come to rounds again
roll-role = Role
roll-role-label = What may they do?
roll-role-member = Member: takes part
roll-role-organiser = Organiser: runs rounds, invites, brings lists in
roll-role-owner = Owner: decides about the community, too
roll-role-send = Give this role
roll-parting = Parting ways
roll-suspend = Keep them out for now
roll-suspend-lead = They see nothing here any more and come to no round. Nothing of theirs is lost, and you can let them in again. They are told nothing by mail.
roll-suspend-send = Keep out
roll-restore-lead = They are kept out, and everything of theirs is still here.
roll-restore = Let in again
roll-remove = Remove them for good
roll-remove-lead = They are in the community no more. They keep a copy of everything that is theirs; those who met them keep what they noted. This cannot be undone.
roll-remove-send = Remove for good
notice-member-paused = They rest until that day.
notice-member-resumed = They come to rounds again.
notice-member-suspended = They are kept out. Nothing is lost.
notice-member-restored = They are in again.
notice-member-appointed = They have the role.
notice-member-removed = Removed. They keep a copy of what is theirs.

# All at once.
inviting-all-title = { $n ->
    [0] Everybody has been invited
    [one] One in your list has not been invited yet
   *[other] { $n } in your list have not been invited yet
  }
inviting-all-lead = Each gets one letter, in your name, that says who invites them and why. Nobody gets a second one, and nobody is reminded.
inviting-all-letter = What the letter says
inviting-all-send = { $n ->
    [one] Invite one now
   *[other] Invite all { $n } now
  }
inviting-all-goes-on = The letters are being written. You can go on with something else.
inviting-all-progress = How many have been invited
letter-invitation-subject = { $inviter } invites you to { $community }
letter-invitation-why = { $inviter } would like to have you in { $community }, where members meet to help each other.
letter-invitation-how = Then comes a link that works for 14 days, where their address is from, and one tap never to be written to again.
inviting-one = Or one by one
notice-inviting-all = Their invitations are on the way.
notice-inviting-stopped = Nobody else is invited for now. Who was, stays so.

# Settings.
settings-title = Settings
settings-lead = Name, place, time zone, and how often you meet
settings-name = What is your community called?
settings-zone-hint = As in Europe/Berlin. Times in letters and on pages are told in it.
settings-window = For how many weeks does no pair meet again?
settings-window-hint = Twelve suit most. The longer, the more different people everybody meets.
settings-rounds = Rounds
settings-send = Keep these settings
settings-owners = Only an owner of the community changes these.
settings-close = Close the community
settings-close-show = Close it for good
settings-close-lead = Everybody keeps a copy of what is theirs. The community, its rounds and its list are gone at once, and nobody can bring them back.
settings-close-name = Write its name to close it: { $name }
settings-close-send = Close for good
notice-settings-kept = Kept.
notice-community-closed = The community is closed. Everybody keeps what is theirs.

# The outbox.
outbox-title = Outbox
outbox-lead = For you as the one who keeps this Goodword: letters that wait, or did not arrive
outbox-about = Letters go out by themselves, and are tried again when a mail server does not answer. Only you see this page: whether somebody was written to is nobody else’s business.
outbox-by-hand = There is no mail server yet, so letters wait here. Open one and pass it on by hand; or name a mail server in the settings of the installation, and they go out by themselves.
outbox-held = All letters are held back
outbox-held-lead = This Goodword was brought back from a copy. Letters in it may have gone out already. Look through them, and let them go when you are sure.
outbox-release = { $n ->
    [one] Let it go out
   *[other] Let all { $n } go out
  }
outbox-waiting = Waiting
outbox-none = Nothing waits
outbox-none-lead = Every letter has gone out.
outbox-since = Since { $day }
outbox-attempts = { $n ->
    [one] tried once
   *[other] tried { $n } times
  }
outbox-ended = Did not arrive
outbox-is-failed = did not go out
outbox-is-unknown = may have arrived
outbox-given-up = Given up
outbox-given-up-lead = Work that did not succeed, however often it was tried.
outbox-again = Try again
letter-sign_in = link to sign in
letter-invitation = invitation
letter-farewell = farewell
letter-did_you_meet = did you meet?
letter-meeting = meeting
letter-meeting_times = times for a meeting
letter-match = proposed match
letter-match_reminder = reminder
letter-match_grew = somebody joins a match
letter-match_on = match is on
letter-match_off = match is off
letter-round_left_out = no match this time
letter-other = letter
letter-why-no_answer = the mail server did not answer
letter-why-connection_lost = the connection broke off
letter-why-bad_address = there is no such address
letter-why-not_offered = the mail server does not offer what is needed
letter-why-answer_not_understood = the mail server’s answer was not understood
letter-why-sender_vanished = the machine stopped while it was sent
letter-why-expired = it was worth nothing any more
letter-why-suppressed = the address never wants mail from here
letter-why-other = the mail server did not take it
notice-outbox-released = The letters are on their way.
notice-job-again = It is tried again.

# Without a line.
offline-title = No connection just now
offline-lead = Nothing is lost. As soon as you are connected again, go on where you were.
offline-again = Try again
