# For organisers.
steps-title = Your first steps
step-founded = Your community is founded
step-members = Bring your members in
step-members-lead = From any spreadsheet; you see what becomes of each row first. Nobody gets a mail by it.
step-say = Say what you need and can give
step-say-lead = Two asks and two offers of your own show the others how it is done.
step-come = Have enough people for a round
step-come-lead = { $active ->
    [one] One is here
   *[other] { $active } are here
  }, { $invited ->
    [0] nobody else is
    [one] one is
   *[other] { $invited } are
  } in the list. From four on a round makes sense.
organise-title = { $community }
organise-heads = { $active ->
    [one] One member is here
   *[other] { $active } members are here
  }, { $invited ->
    [0] and nobody in the list has still to come.
    [one] one is in the list and has not come yet.
   *[other] { $invited } are in the list and have not come yet.
  }
organise-members = Members
organise-members-lead = Who is here, and what they need and can give
organise-import = Bring members in
organise-import-lead = From a spreadsheet, with a look at every row first
organise-invite = Invite
organise-invite-lead = By mail, one by one; and who has not come yet

# From a spreadsheet.
imports-title = Bring members in
imports-lead = Any spreadsheet does, saved as CSV. A column of names is enough. You see what becomes of each row before anything happens, and you can undo it.
imports-file = Your spreadsheet
imports-file-hint = CSV or TSV, as Excel, Numbers, LibreOffice or a form save it; up to 32 MB.
imports-name-column = Which column holds the names?
imports-name-column-hint = Write its heading as it stands in the file.
imports-send = Show me what would happen
imports-earlier = Earlier ones
import-rows = { $n ->
    [one] One row
   *[other] { $n } rows
  }
import-stage-reading = The file is being read
import-stage-previewed = Nothing has changed yet. This is what would happen.
import-stage-applying = The rows are being brought in
import-stage-stopped = Stopped halfway. Go on, or take back what was done.
import-stage-applied = Done. Nobody got a mail by it.
import-stage-undoing = It is being taken back
import-stage-undone = Taken back
import-progress = How far it is
import-stop = Stop
import-apply = { $n ->
    [one] Bring one row in
   *[other] Bring { $n } rows in
  }
import-undo = Take it back
import-invite-next = Next: invite them
import-forget = Forget this report
import-columns = Which column is which
import-columns-lead = On the left what your file calls it. Change what we guessed wrong.
import-columns-send = Read it again like this
import-notes = About the file
import-rows-title = Row by row
import-all-rows = All { $n }
import-more-rows = More rows
outcome-new = new
outcome-changed = changes
outcome-same = the same
outcome-set_aside = left aside
outcome-added = added
outcome-updated = updated
outcome-taken_back = taken back
outcome-kept = kept
row-line = Line
row-name = Name
row-outcome = What happens
row-notes = To know
column-unused = (not used)
column-id = Number in your list
column-name = Name
column-first_name = First name
column-last_name = Last name
column-email = E-mail address
column-place = Place
column-timezone = Time zone
column-profession = Profession
column-industry = Industry
column-years = Years in it
column-languages = Languages
column-serves = Works for
column-values = Values
column-offers = Offers
column-asks = Asks
column-capacity = Meetings a round
column-formats = Likes to meet for
column-paused_until = Paused until
column-newcomer = New here
notice-columns-set = Read again. Have a look.
notice-import-forgotten = The report is gone. The members stayed.

# By mail.
inviting-title = Invite
inviting-lead = Each gets one letter with a link that holds for two weeks. Whoever lost it asks for it where one signs in.
inviting-address = E-mail address
inviting-name = Their name, if you like
inviting-send = Send the invitation
inviting-waiting = Who has not come yet
inviting-waiting-none = Nobody is waiting
inviting-waiting-none-lead = Whom you invite stands here until they have come.
inviting-take-back = Take back
notice-invited = The invitation is on its way.
notice-taken-back = Taken back. Their link opens nothing any more.
