# What stands around every page, and what is said on many.
skip = Skip to the content
switch-community = Your communities
places = Places
place-today = Today
place-people = People
place-me = Me
place-organise = Organise
language = Language
theme = Light or dark
theme-auto = Auto
theme-light = Light
theme-dark = Dark
optional = (optional)
address = Your e-mail address
your-name = Your name
your-name-hint = As you want to be called. Others in the community see it.
time-zone = Time zone
cadence = How often do you want rounds?
cadence-hint = In each round everybody gets one lunch or coffee worth having.
cadence-weeks = { $n ->
    [one] Every week
   *[other] Every { $n } weeks
  }
sign-out = Sign out

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
day = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
  }, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }

# What went wrong.
told-title-nothing = Nothing here
told-title-later = Not just now
told-title-broken = That was our fault
told-title-no = That did not work
told-start = Back to the start
told-not_found = There is nothing here, or nothing that you may see.
told-not_that_way = This address is there, but not for that.
told-from_elsewhere = This did not come from our own pages. Open the page again, and try once more.
told-bad_form = The form did not arrive whole. Go back, and send it once more.
told-bad_query = That link is not whole. Go back, and try once more.
told-too_large = That is more than fits here.
told-busy = Goodword cannot get at its data for a moment. Nothing was lost. Try again in a few seconds.
told-broken = Something went wrong here, and was written down. You did nothing wrong.

# What was just done.
notice-signed-out = You are signed out.
notice-joined = Welcome. You are in.

# The page of all parts.
style-title = The parts
style-lead = Everything that pages are made of, alive.
