//! Bytes to plain structs and back: spreadsheets, calendars, pages.
