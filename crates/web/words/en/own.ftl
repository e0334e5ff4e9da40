# What is one's own.
me-in = In { $community }
me-everywhere = Everywhere here
me-profile-lead = Step by step: who you are, how and when you like to meet
me-asks-lead = Who here may help you with it
me-offers-lead = Who here is looking for it
me-away-lead = Meet nobody for a while
me-apart-lead = Only you know of it
me-leave-lead = Everything of yours goes with you
me-devices-lead = Where you are signed in
me-archive-lead = Take everything of yours along, or bring it in
me-tokens-lead = For programs of yours
me-erase-lead = Have everything about you erased

away-title = Pause
away-lead = No round brings you together with anybody before the day that you choose. Nobody is told why.
away-weeks = { $n ->
    [one] One week
   *[other] { $n } weeks
  }
away-until = Until a day
away-until-hint = On this day you are in again.
away-send = Pause until then
away-until-said = You pause until { $day }.
away-resume = I am back now
away-longer = Longer, or shorter
away-what = Meetings that you have agreed on stay as they are.
away-wrong = Please choose a day that is still to come.
notice-away = You pause. Enjoy the quiet.
notice-resumed = Good to have you back.

apart-title = Rather not meet
apart-lead = No round brings you together with whom you put here.
apart-private = Only you see this. Neither they nor the organisers are told, and nothing looks different to them.
apart-gone = Somebody who is not here any more
apart-remove = Take off the list
apart-add = Somebody else
apart-search = A name
apart-send = Rather not meet
notice-apart = No round will bring you together.
notice-no-longer-apart = Taken off your list.

devices-title = Your devices
devices-lead = Where you are signed in. Is one of them not yours? Sign it out, and nobody comes in there any more.
devices-this = this one
devices-since = since { $since }, last used on { $seen }
devices-end = Sign out
devices-end-others = Sign out everywhere else
notice-device-ended = Signed out there.

tokens-title = Tokens for programs
tokens-lead = With a token a program of yours comes in as you. It sees what you see and opens no doors: it cannot leave, erase, or make more tokens.
tokens-once = Copy it now. It is shown this once, and nowhere again.
tokens-writes = may change things
tokens-reads = may only look
tokens-since = made on { $day }.
tokens-used = Last used on { $day }.
tokens-until = Until { $day }.
tokens-end = End it
tokens-make = Make one
tokens-name = What is it for?
tokens-name-hint = So that you know it later: “calendar on my phone”.
tokens-may-write = It may change things, too
tokens-days = How long?
tokens-days-30 = A month
tokens-days-90 = Three months
tokens-days-365 = A year
tokens-days-ever = Until I end it
tokens-send = Make the token
notice-token-ended = Ended. It opens nothing any more.

archive-title = Your archive
archive-lead = Everything of yours in one file, in formats that others can read: profiles, asks and offers, one-to-ones and your notes. Brought into another Goodword, it is all there again.
archive-download = Download your archive
archive-kept = What you keep of other communities
archive-kept-none = When you leave a community, or bring an archive in, what was yours there stands here. Only you see it.
archive-kept-as = You were there as { $name }.
archive-kept-meetings = { $n ->
    [one] One one-to-one, with your note
   *[other] { $n } one-to-ones, with your notes
  }
archive-forget = Forget it
archive-bring = Bring an archive in
archive-file = Your archive
archive-file-hint = The file goodword.zip, as Goodword made it.
archive-bring-send = Bring it in
archive-brought = { $n ->
    [0] Nothing new:
    [one] One membership was brought in;
   *[other] { $n } memberships were brought in;
  } { $here ->
    [0] nothing of it was here before.
    [one] one was here already.
   *[other] { $here } were here already.
  }
notice-forgotten = Forgotten.

leave-title = Leave
leave-title-in = Leave { $community }
leave-lead = You can go whenever you like, and you go with everything that is yours.
leave-stays = What goes with you
leave-stays-what = Your profile, your asks and offers, your one-to-ones and your notes. You keep them here, for yourself alone, and can download them.
leave-goes = What ends
leave-goes-what = Others there see you no more, and no round counts on you. If you had agreed to a meeting, the other is told that it is off, and nothing else.
leave-send = Leave with everything
leave-pause = Only need a rest?
notice-left = You have left. Everything that was yours is here.

erase-title = Erase everything
erase-lead = Everything about you goes: profiles, asks and offers, meetings, notes, this sign-in. Nobody can bring it back, and neither can we.
erase-archive-first = Download your archive first
erase-confirmation = To confirm, type your own e-mail address
erase-send = Erase everything about me
notice-erased = Everything about you is erased.
