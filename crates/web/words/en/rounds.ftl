# Rounds, as organisers hold them.
organise-rounds = Rounds
organise-rounds-lead = Plan one, look at it, release it; and what became of the last ones
rounds-title = Rounds
rounds-lead = In a round everybody gets one lunch or coffee worth having. You look at it before anybody is told.
rounds-by-calendar = By the calendar
rounds-calendar-none = Rounds are held only when you plan one.
rounds-calendar-set = { $weeks ->
    [one] Every week
   *[other] Every { $weeks } weeks
  } since { $day }.
rounds-calendar-releases = Each is released by itself.
rounds-calendar-asks = You look at each before it is released.
rounds-calendar-make = Hold rounds by the calendar
rounds-calendar-change = Change the calendar
rounds-now = One more
rounds-plan = Plan it now
rounds-draft = Only draft it
rounds-nobody-told = Nobody is told by it. Members can say whether they come.
rounds-all = All rounds
round-stage-draft = draft
round-stage-planning = being planned
round-stage-previewed = planned, nobody is told
round-stage-released = under way
round-stage-closed = over
terms-on = Day of the round
terms-joining = Who is in
joining-everybody = Everybody who does not skip it
joining-who_says_so = Whoever says so
terms-size = How many meet together
size-2 = Two
size-3 = Three
size-4 = Four
size-5 = Five
size-6 = Six
terms-odd = An odd one
odd-trio = joins two others
odd-rest = rests in turn
terms-place = Where they are at home
meet-place-any = Anybody may meet anybody
meet-place-same = Only people of the same place
terms-repeat = Weeks in which no two meet again
terms-repeat-hint = Three who met count as three pairs.
terms-more = More about it
terms-meetings = Most meetings for one member
terms-answer = Days to answer
terms-rematch = Days in which whoever is free again is matched anew
terms-rematch-hint = Latecomers can join as long.
terms-meet = Days to meet
terms-explore = Percent of the matches drawn by lot
terms-explore-hint = From them one learns what no list would have chosen.
terms-seed = Seed
terms-seed-hint = Decides every draw. The same seed gives the same round.
calendar-lead = Goodword drafts each round, tells members days before, so that they can skip it, and plans it at its hour.
calendar-first = First day
calendar-first-hint = Its weekday is that of all rounds.
calendar-at = Hour
calendar-at-hint = Where the community is, { $zone }.
calendar-told = Days before, on which members are told
calendar-told-hint = 0 tells nobody.
calendar-releases = Release each by itself; I need not look
calendar-terms = How each is held
calendar-send = Hold rounds so
calendar-end = End the calendar

round-title = Round of { $day }
round-lead-draft = A draft. Members can say whether they come.
round-lead-planning = It is being planned.
round-lead-previewed = Planned. Nobody is told before you release it.
round-lead-released = Under way.
round-lead-closed = Over.
doing-waiting = It is about to be planned
doing-reading = Reading asks and offers
doing-weighing = Weighing who can help whom
doing-finding = Finding the best round
doing-writing = Writing the reasons
round-stop = Stop
round-keep = Keep it as a draft
round-cancel = Call it off
round-release = Release it
round-plan-anew = Plan it anew
round-files = Take it along
round-csv = Spreadsheet
round-ics = Calendar
round-replay = Plan it once more with what it read
round-replay-lead = The outcome must be the same. It changes nothing.
number-matched = meet somebody
number-left-out = meet nobody
number-helped = are helped by somebody they meet
number-both-ways = matches help both ways
number-random = If the same people were paired at random, { $helped } would be helped, and { $both } matches would help both ways.
number-asking = { $n ->
    [one] One has said what they need.
   *[other] { $n } have said what they need.
  }
number-gap = At most { $percent } percent better would be possible under these rules.
number-proven = Under these rules nothing better is possible.
what-if = What if the rules were others?
what-if-send = What would it be?
without-title = Who meets nobody
state-left_out = Left out
state-waiting = Waiting for somebody who is free
state-away = Not in this round
without-paused = { $name } has paused.
without-no_meetings = { $name } wants no meetings at present.
without-rests_in_turn = The number is odd, and it is { $name }’s turn to rest. If an odd one joins two others, nobody rests.
without-alone = Nobody else takes part, so there is no one for { $name } to meet.
without-nobody_allowed = The rules of this round leave nobody for { $name }: met lately, place, languages. You can relax them.
without-none_free = Everyone whom { $name } could meet is needed elsewhere. Fewer weeks before two meet again, or a table of three, can make room.
without-skipped = { $name } skips this round.
without-not_joined = { $name } did not say that they come.
without-not_yet = { $name } wants to meet less often, and met somebody lately.
without-freed = { $name }’s match is off. Somebody else is looked for.
without-late = { $name } came late. Somebody is looked for.
without-declined = { $name } said “not this time”.
without-expired = { $name } did not answer.
without-gone = { $name } is not here any more.
matches-title = { $n ->
    [one] One match
   *[other] { $n } matches
  }
matches-more = More matches
match-why = Why
match-locked = stays as it is
match-stage-proposed = nobody is told
match-stage-asked = asked
match-stage-on = on
match-stage-off = not this time
edit-lead = Tick people below, then:
edit-swap = Swap these two
edit-join = Let these meet
edit-apart = Keep these two apart
edit-tried-first = You see what it costs before it is done. What you set by hand stays when the round is planned anew.
edit-lock = Lock
edit-unlock = Unlock
edit-split = Take apart
tried-edit = What that would change
tried-apart = They do not meet in this round. It is planned anew around the matches that stay as they are.
tried-what = In these matches
tried-before = Before
tried-after = After
tried-matches = Matches
tried-helped = People who are helped
tried-mutual = What they can do for each other
tried-freed = { $names } would meet nobody by it.
tried-nobody-freed = Nobody would be left without a match by it.
tried-do = Do it
tried-leave = Leave it as it is
tried-rules = By these rules
tried-as-planned = As planned
tried-so = So
tried-plan-so = Plan it so
tried-same = The same once more
tried-not-same = It came out differently
picture-can = { $from } can help { $to }.
picture-may = { $from } may be able to help { $to }.
picture-nothing = Nothing that one asks for is offered by another here.

release-title = Release this round?
release-each = { $n ->
    [one] One person gets
   *[other] { $n } people get
  } one letter each: whom they meet, the reasons both ways, times that all have free, and buttons to answer.
release-left-out = { $n ->
    [one] One who meets nobody gets a letter
   *[other] { $n } who meet nobody get a letter
  } with the reason.
release-away = { $n ->
    [one] One who is not in this round gets nothing.
   *[other] { $n } who are not in this round get nothing.
  }
release-answer-by = They answer by { $day }; who has not by half of that time is reminded once.
release-cut-off = Until { $day } whoever is free again is matched anew.
release-meet-by = They meet by { $day }; then they are asked whether they did.
release-send = { $n ->
    [one] Release it: one letter
   *[other] Release it: { $n } letters
  }
release-not-yet = Not yet
release-who = To whom
release-to = To
release-about = About
release-meet = meet { $names }
release-more = { $n ->
    [one] And one more match.
   *[other] And { $n } more matches.
  }

live-asked = matches asked
live-yes = said yes
live-waiting = have not answered
live-no = not this time
live-on = matches are on
live-agreed = found a time
live-met = took place
live-helped = people were helped
live-answer-by = Answers come by { $day }.
live-cut-off = Until { $day } whoever is free again is matched anew.
live-meet-by = They meet by { $day }.
report-title = What became of it
report-met = { $percent } percent of those of which we heard took place.
report-met-few = How many took place is told once five did, and five did not or none.
report-facts = { $people ->
    [0] Nobody has told us yet.
    [one] One person told us, about { $matches ->
        [one] one match.
       *[other] { $matches } matches.
      }
   *[other] { $people } people told us, about { $matches ->
        [one] one match.
       *[other] { $matches } matches.
      }
  }
report-kind = Help that passed
report-times = Times
report-helpers = People who helped
report-helped = People who were helped
report-rule = Numbers below five are not told, so that nobody can be made out.
report-which = Which took place
fewer-than-five = fewer than 5
decimal-point = .
notice-planning = It is being planned.
notice-stopped = Stopped. It is a draft again.
notice-released = Released. The letters are on their way.
notice-cancelled = Called off. Nobody was told of a match.
notice-terms-changed = Noted. It is a draft.
notice-edited = Done.
notice-calendar-set = Rounds are held by the calendar.
notice-calendar-ended = The calendar is ended. Rounds that are there go on.

# The demo's letters.
letters-title = All letters of the demo
letters-lead = They go to nobody. Open a link in one to do what its reader would, and let days go by to see what follows.
letters-day = Let a day go by
letters-week = Let a week go by
letters-to = To
letters-all = everybody
letters-show = Show
letters-none = No letters
letters-none-lead = Release a round, or let days go by.
notice-days-gone = Time went by. What follows from it comes in a moment.
