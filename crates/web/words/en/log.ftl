# What happened, in sentences: one for each event, named after it.
log-title = The log
log-lead = Who did what, day by day
log-about = What happened in the community, newest first. What members say and write does not stand here.
log-older = Older
log-who-gone = Somebody who is gone
log-who-operator = Whoever keeps this Goodword
log-whom-gone = somebody who is gone
log-round-gone = another day
log-file-gone = a spreadsheet
log-other = { $who } did something of their own.
log-community-founded = { $who } founded the community.
log-community-changed = { $who } changed the settings.
log-community-closed = { $who } closed the community.
log-member-described = { $who } changed what others see of them.
log-ask-said = { $who } asked for something.
log-offer-said = { $who } offered something.
log-entry-closed = { $who } closed an ask or an offer.
log-entry-reopened = { $who } opened an ask or an offer again.
log-entry-reworded = { $who } said an ask or an offer in other words.
log-entry-shifted = { $who } moved an ask or an offer.
log-member-appointed = { $who } made { $whom } { $role ->
    [owner] an owner
    [organiser] an organiser
   *[other] a member
  }.
log-member-suspended = { $who } kept { $whom } out.
log-member-restored = { $who } let { $whom } in again.
log-member-left = Somebody left the community.
log-member-removed = { $who } removed somebody.
log-member-joined = { $whom } joined.
log-member-added = { $who } gave a seat to { $whom }.
log-member-invited = { $who } invited { $whom }.
log-members-invited = { $who } had { $n ->
    [one] one in the list
   *[other] all { $n } in the list
  } invited.
log-members-invited_no_more = { $who } stopped the invitations.
log-members-read = { $who } read the list of members.
log-invitation-taken_back = { $who } took the invitation of { $whom } back.
log-member-paused = { $whom } rests for a while; said by { $who }.
log-member-resumed = { $whom } comes to rounds again; said by { $who }.
log-import-previewed = { $who } looked at what { $whom } would bring.
log-import-applying = { $who } began to bring in { $whom }.
log-import-applied = { $whom } was brought in.
log-import-stopped = { $who } stopped bringing in { $whom }.
log-import-undoing = { $who } began to take { $whom } back.
log-import-undone = { $whom } was taken back.
log-import-forgotten = { $who } had the report on a spreadsheet forgotten.
log-round-drafted = { $who } planned a round: { $whom }.
log-round-changed = { $who } changed the round of { $whom }.
log-round-chosen = { $who } said whether they come to the round of { $whom }.
log-round-planning = { $who } had the matches of { $whom } worked out.
log-round-planned = The matches of { $whom } are worked out.
log-round-stopped = { $who } stopped the working out for { $whom }.
log-round-edited = { $who } changed matches of { $whom }.
log-round-cancelled = { $who } called a round off.
log-round-released = { $who } released the round of { $whom }.
log-round-closed = The round of { $whom } is over.
log-match-answered = { $who } answered about a match.
log-match-on = A match is on: everybody said yes.
log-match-expired = A match was over: not everybody answered in time.
log-match-anew = Somebody who was free again has a new match.
log-match-grew = Somebody who was free again joined a match.
log-meeting-changed = { $who } arranged a meeting.
log-answer-given = { $who } told what became of a meeting.
log-calendar-set = { $who } set when rounds come by themselves.
log-calendar-ended = { $who } ended the rounds that come by themselves.
log-feed-made = { $who } made a calendar link of their own.
log-feed-ended = { $who } ended a calendar link of their own.
