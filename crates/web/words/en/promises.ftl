# Promises.
me-word = Between you and others
promises = Promises
promises-lead = What was said over coffee, until it is done. Only you two see it.
promises-waiting = Needs an answer
promises-given = I promised
promises-given-none = Nothing open
promises-given-none-lead = After a one-to-one, write down what you said you would do. Ten seconds are enough.
promises-received = Promised to me
promises-received-none = Nothing at present.
promises-settled = Settled
promises-earlier = Earlier ones
promise-new = Promise something
promise-new-to = Promise { $name } something
promise-whom = Whom do you promise something?
promise-to = To { $name }
promise-from = From { $name }
promise-you-to = You promised { $name }
promise-you-from = { $name } promised you
promise-nobody = Somebody who is not here any more
promise-by = by { $day }
promise-moved = { $n ->
    [one] moved once
   *[other] moved { $n } times
  }
promise-is-open = open
promise-is-asked = still on?
promise-is-kept = said to be kept
promise-is-confirmed = kept
promise-is-released = given back
promise-is-lapsed = went by in silence
promise-is-missed = did not happen
promise-is-disputed = you two see it differently
promise-is-declined = not wanted
promise-before = { $n ->
    [0] You have no promise open. A good moment for one.
    [one] You have one open{ $week ->
        [0] , not due this week
       *[other] , due this week
      }: still yes?
   *[other] You have { $n } open, { $week ->
        [0] none due this week
        [one] one due this week
       *[other] { $week } due this week
      }: still yes?
  }
promise-open-now = What you have open
promise-asks = { $name } asks for. Can you help with one of these?
promise-something-else = Something else, in my own words
promise-what = What do you promise?
promise-what-hint = In one line, as you would say it. Empty: what you chose above.
promise-kind = Kind of help
promise-kind-usual = As it is asked for
promise-day = By when
promise-usual = Without a day: an introduction in three days, mentoring and working together in two weeks, everything else in one.
promise-give = I promise
promise-read-aloud = Read it to each other before you part: that is how both of you know what was said.
promise-thanks = Thank you
promise-introduce = Make the introduction now
promise-settled = This promise is settled.
promise-both-know = Both of you have read it back.
promise-not-read-back = They have not read it back yet. Until they do, no letter goes to them.
promise-read-back-ask = Is that what was said?
promise-read-back-lead = Then you hear when it is kept, or given back.
promise-read-back = Yes, that is it
promise-decline = I do not want it
promise-confirm-ask = Was it kept?
promise-thanks-say = A word of thanks
promise-size = How much did it matter?
promise-size-1 = It was nice
promise-size-2 = It helped
promise-size-3 = It helped a lot
promise-confirm = It was kept
promise-miss = It did not happen
promise-miss-hint = They do not see that it did not happen before they have spoken, too, or two weeks have passed.
promise-keep-ask = Is it done?
promise-keep = It is kept
promise-move-ask = Still on, by another day?
promise-move = Take this day
promise-release-ask = Does it no longer fit?
promise-release-lead = Giving a promise back is honourable, and never counts against you.
promise-release-words = In your own words
promise-release = Give it back
promise-quiet = No reminders of this one
promise-link-over = This link opens nothing any more. Your promises are still there.
promise-link-anew = See them all
notice-promise-given = Promised. Read it back to each other.
notice-promise-keep = Well done. They are asked once to confirm it.
notice-promise-move = Still on, by the new day.
notice-promise-release = Given back. That was honest.
notice-promise-quiet = You hear no more reminders of it.
notice-promise-read_back = Good. Both of you know what was said.
notice-promise-confirm = Thank you for saying so.
notice-promise-miss = Noted. It stays sealed for now.
notice-promise-decline = It is gone for both of you.
member-promise = Promise them something
member-introduce = Introduce them to somebody

# Word kept.
word-kept = Word kept
word-kept-see = How well do I keep my word?
word-kept-lead = How well you keep your word, for your eyes. Nobody is ranked by it.
word-kept-none = Too early for a number
word-kept-none-lead = It shows once people have confirmed three promises’ worth. Until then you are new, and new is not bad.
word-kept-mean = of 100. Likely between { $low } and { $high }: the more promises, the narrower.
word-share = Show others a band?
word-share-band = Others would read:
word-share-none = A band can be shown once five people have said something about promises of yours.
word-share-with = Show it in { $community }
word-unshare = Show it in { $community } no more
word-facts = The facts behind it
word-fact-promise = Promise
word-fact-is = What became of it
word-fact-counts = Counts
word-fact-neither = neither way
band-mostly = mostly keeps promises
band-keeps = keeps promises
band-nearly_always = nearly always keeps promises
notice-word-shared = Others there see the band now, once there is one.
notice-word-unshared = Others there see nothing of it any more.
