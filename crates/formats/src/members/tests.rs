use super::*;

fn read_text(text: &str) -> MembersRead {
    read(text.as_bytes(), &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn names(text: &str) -> Vec<String> {
    read_text(text).members.into_iter().map(|member| member.name).collect()
}

fn mapping(header: &str) -> Vec<(String, String)> {
    read_text(header).report.mapping
}

fn ours(header: &str) -> Vec<String> {
    mapping(header).into_iter().map(|(ours, _)| ours).collect()
}

#[test]
fn headers_are_found_in_any_order_case_and_language() {
    for (header, fields) in [
        ("ID,NAME,E-Mail,City", vec!["id", "name", "email", "place"]),
        ("Asks;Offers;Name", vec!["asks", "offers", "name"]),
        (
            "Nr.;Name;Ich suche;Ich biete;Beruf;Ort;Branche",
            vec!["id", "name", "asks", "offers", "profession", "place", "industry"],
        ),
        ("Nombre;Correo electrónico;Ciudad;Busco;Ofrezco", vec!["name", "email", "place", "asks", "offers"]),
        (
            "Nom;Courriel;Ville;Métier;Je cherche;Je propose",
            vec!["name", "email", "place", "profession", "asks", "offers"],
        ),
        ("Naam;Woonplaats;Beroep;Ik zoek;Ik bied", vec!["name", "place", "profession", "asks", "offers"]),
        ("Nome;Città;Professione;Cerco;Offro", vec!["name", "place", "profession", "asks", "offers"]),
        (
            "What is your name?,Where are you based?,What do you do?,\
             What can you offer to other members? (separate with ;),What are you looking for?",
            vec!["name", "place", "profession", "offers", "asks"],
        ),
        (
            "Your full name,How can other members help you?,How can you help other members?,Which languages do you speak?",
            vec!["name", "asks", "offers", "languages"],
        ),
        (
            "name,timezone,years,serves,values,capacity,formats,paused_until,newcomer",
            vec![
                "name",
                "timezone",
                "years",
                "serves",
                "values",
                "capacity",
                "formats",
                "paused_until",
                "newcomer",
            ],
        ),
    ] {
        assert_eq!(ours(header), fields, "{header}");
    }
}

#[test]
fn questions_of_forms_are_understood() {
    for (question, field) in [
        ("What kind of support are you looking for?", Some("asks")),
        ("How could the community help you right now?", Some("asks")),
        ("What do you need help with?", Some("asks")),
        ("Whom would you like to meet?", Some("asks")),
        ("Was suchst du gerade?", Some("asks")),
        ("Wobei brauchst du Hilfe?", Some("asks")),
        ("Que recherchez-vous ?", Some("asks")),
        ("¿Qué buscas?", Some("asks")),
        ("Waar ben je naar op zoek?", Some("asks")),
        ("Cosa stai cercando?", Some("asks")),
        ("What could you help others with?", Some("offers")),
        ("On which topics can you give advice?", Some("offers")),
        ("Wobei kannst du anderen helfen?", Some("offers")),
        ("Que proposez-vous ?", Some("offers")),
        ("¿Qué puedes ofrecer?", Some("offers")),
        ("Wat kun je bieden?", Some("offers")),
        ("Cosa puoi offrire?", Some("offers")),
        ("In which city do you live?", Some("place")),
        ("Wo wohnst du?", Some("place")),
        ("What is your current role?", Some("profession")),
        ("What industry are you in?", Some("industry")),
        ("How many years of experience do you have?", Some("years")),
        ("How would you like to meet?", Some("formats")),
        ("How many lunches would you like?", Some("capacity")),
        ("Is this your first time?", Some("newcomer")),
        ("LinkedIn URL", None),
        ("Member since", None),
        ("Any dietary requirements?", None),
        ("Do you agree to the privacy policy?", None),
        ("Landline", None),
    ] {
        let found = mapping(&format!("Name\t{question}"));
        assert_eq!(found.get(1).map(|(ours, _)| ours.as_str()), field, "{question}");
    }
}

#[test]
fn every_field_of_ours_is_found_under_its_own_name() {
    for field in FIELDS {
        let header = if field == "name" { "name".to_owned() } else { format!("{field},name") };
        assert!(ours(&header).contains(&field.to_owned()), "{field}");
    }
}

#[test]
fn timestamps_and_company_names_are_named_as_unused() {
    let report = read_text("Timestamp,Company name,Name,,Phone\n1,2,Ana Example,x,3\n").report;
    assert_eq!(report.unused_columns, ["Timestamp", "Company name", "(column 4, no heading)", "Phone"]);
    assert_eq!(report.mapping, [("name".to_owned(), "Name".to_owned())]);
}

#[test]
fn of_two_columns_for_one_field_the_first_wins_and_the_other_is_named() {
    let read = read_text("Name,Ort,Stadt,What city are you based in?\nAna Example,Here,There,Nowhere\n");
    assert_eq!(read.members[0].place.as_deref(), Some("Here"));
    let named: Vec<_> = read.report.notes.iter().filter_map(|note| note.column.as_deref()).collect();
    assert_eq!(named, ["Stadt", "What city are you based in?"]);
    assert!(read.report.notes[0].sentence.contains("--map place=\"Stadt\""), "{:?}", read.report.notes);
}

#[test]
fn a_whole_word_wins_over_a_question_before_it() {
    let read = read_text("What can you offer next year?,Offers,Name\nlater,now,Ana Example\n");
    assert_eq!(read.members[0].offers[0].text, "now");
}

#[test]
fn the_callers_map_goes_before_every_guess() {
    let map = [("offers".to_owned(), "Superpower".to_owned()), ("name".to_owned(), "who".to_owned())];
    let found = read(b"Who,Name,Superpower,Offers\nAna Example,x,juggling,y\n", &map).expect("reads");
    assert_eq!(
        (found.members[0].name.as_str(), found.members[0].offers[0].text.as_str()),
        ("Ana Example", "juggling")
    );

    let wrong = [("offer".to_owned(), "Offers".to_owned())];
    let sentence = read(b"Name,Offers\n", &wrong).expect_err("no such field").to_string();
    assert!(sentence.contains("\"offer\"") && sentence.contains("offers, asks"), "{sentence}");
    let wrong = [("offers".to_owned(), "Gifts".to_owned())];
    let sentence = read(b"Name,Offers\n", &wrong).expect_err("no such column").to_string();
    assert!(sentence.contains("\"Gifts\"") && sentence.contains("\"Name\", \"Offers\""), "{sentence}");
}

#[test]
fn a_file_without_names_lists_its_columns_and_the_remedy() {
    let sentence = read(b"Firm,Phone\n1,2\n", &[]).expect_err("no names").to_string();
    assert!(
        sentence.contains("\"Firm\", \"Phone\"") && sentence.contains("--map name=\"Firm\""),
        "{sentence}"
    );
}

#[test]
fn names_in_parts_are_joined() {
    assert_eq!(names("Vorname;Nachname\nAna;Beispiel\nBen;\n"), ["Ana Beispiel", "Ben"]);
    assert_eq!(names("Name;Vorname\nBeispiel;Ana\nBen Muster;Ben\n"), ["Ana Beispiel", "Ben Muster"]);
    assert_eq!(names("Nombre;Apellidos\nAna;Ejemplo Prueba\n"), ["Ana Ejemplo Prueba"]);
    assert_eq!(
        names("First name,Last name,Name\nAna,Example,\nBen,Sample,Benny Sample\n"),
        ["Ana Example", "Benny Sample"]
    );
}

#[test]
fn people_may_be_called_by_words_that_mean_nothing() {
    assert_eq!(names("First name,Last name\nNada,Example\nBen,Null\n"), ["Nada Example", "Ben Null"]);
    assert_eq!(read_text("name\n-\n").report.skipped.len(), 1);
}

#[test]
fn a_column_of_members_is_one_of_names_only_when_no_other_is() {
    assert_eq!(names("Member;Name\n17;Ana Example\n"), ["Ana Example"]);
    assert_eq!(names("Member;Ort\nAna Example;Here\n"), ["Ana Example"]);
}

#[test]
fn rows_without_id_get_the_same_id_in_every_file() {
    let alone = read_text("name,email\nAna Exämple,ana@example.org\n");
    let among =
        read_text("email;profession;name\nben@example.org;x;Ben Sample\nANA@example.org;y;ana  exämple\n");
    assert_eq!(alone.members[0].id, among.members[1].id);
    assert!(alone.members[0].id.starts_with("ana-example-"), "{}", alone.members[0].id);
    let no_latin = read_text("name\n会計\n***!***é\n");
    assert!(no_latin.members.iter().all(|member| member.id.len() >= 12), "{:?}", no_latin.members);
}

#[test]
fn the_same_person_twice_stays_once_and_both_lines_are_told() {
    for (text, why) in [
        ("id,name\n7,Ana Example\n8,Ben\n7,Ana Example\n", "the same id as line 2"),
        ("id,name\n7,Ana Example\n8,Ben\n7,Cy Other\n", "the same id as line 2 (there \"Ana Example\")"),
        (
            "name,email\nAna,a@x.example\nBen,b@x.example\nAnna,A@X.example\n",
            "the same e-mail address as line 2 (there \"Ana\")",
        ),
        ("name\nAna Example\nBen\nana example\n", "the same name as line 2"),
        ("id,name\n7,Ana\n8,Ben\n,Ana\n", "the same name as line 2"),
        ("name,email\nAna,\nBen,\nAna,a@x.example\n", "the same name as line 2"),
    ] {
        let read = read_text(text);
        assert_eq!(read.members.len(), 2, "{text}");
        let duplicate = &read.report.duplicates[0];
        assert_eq!((duplicate.line, duplicate.of_line, duplicate.why.as_str()), (4, 2, why), "{text}");
    }
}

#[test]
fn two_people_of_one_name_are_two_people() {
    assert_eq!(names("name,email\nAna,a@x.example\nAna,b@x.example\n").len(), 2);
    assert_eq!(names("id,name\n1,Ana\n2,Ana\n").len(), 2);
    assert_eq!(names("name,email\nAna,-\nBen,-\nCy,n/a\n").len(), 3, "a dash is no address to share");
}

#[test]
fn no_row_is_lost_without_a_word() {
    let read = read_text(
        "name,email,offers\nAna,a@x.example\n\n,ben@x.example,tax\n,,\nname,email,offers\nCy,c@x.example,one,two,three\n",
    );
    let report = &read.report;
    assert_eq!((read.members.len(), report.skipped.len(), report.n_rows, report.n_blank), (2, 2, 4, 2));
    assert_eq!((report.skipped[0].line, report.skipped[1].line), (4, 6));
    assert!(report.skipped[0].why.contains("no name") && report.skipped[0].why.contains("ben@x.example"));
    let extra = &report.notes[0];
    assert!(extra.line == Some(7) && extra.sentence.contains("\"two\""), "{extra:?}");
}

#[test]
fn cells_are_read_and_what_is_doubtful_is_noted_or_refused() {
    let read = read_text(
        "name,years,timezone,newcomer,capacity,paused until,languages,email\n\
         Ana,10+,europe/paris,ja,2,31.12.2026,\"German, English; german\",ana\n\
         Ben,many,Mars/Olympus,maybe,,,,\n",
    );
    let ana = &read.members[0];
    assert_eq!((ana.years, ana.timezone.as_deref(), ana.newcomer), (Some(10), Some("Europe/Paris"), true));
    assert_eq!((ana.capacity, ana.paused_until), (Some(2), Some(jiff::civil::date(2026, 12, 31))));
    assert_eq!(
        (ana.languages.as_slice(), ana.email.as_deref()),
        (&["German".to_owned(), "English".to_owned()][..], None)
    );
    let noted: Vec<_> = read.report.notes.iter().map(|note| (note.line, note.column.as_deref())).collect();
    assert_eq!(
        noted,
        [
            (Some(2), Some("email")),
            (Some(3), Some("timezone")),
            (Some(3), Some("years")),
            (Some(3), Some("newcomer"))
        ]
    );

    let error =
        super::read(b"name,Capacity,Paused until\nAna,3,05/06/2026\nBen,many,\n", &[]).expect_err("refused");
    let sentence = error.to_string();
    assert!(sentence.contains("line 2, column \"Paused until\": \"05/06/2026\" could mean"), "{sentence}");
    assert!(sentence.contains("line 3, column \"Capacity\""), "{sentence}");
}

#[test]
fn commas_separate_entries_only_in_columns_that_list_words_and_a_note_says_so() {
    let read =
        read_text("name;offers;asks\nAna;Python, SQL (all dialects);a person who keeps my books, monthly\n");
    assert_eq!(read.members[0].offers.len(), 2);
    assert_eq!(read.members[0].asks.len(), 1);
    let columns: Vec<_> = read.report.notes.iter().map(|note| note.column.as_deref()).collect();
    assert_eq!(columns, [Some("offers")]);
}

#[test]
fn a_cell_that_says_nothing_is_no_entry() {
    let read = read_text("name,offers,asks\nAna,n/a,-\nBen,C,none of the usual\n");
    assert!(read.members[0].offers.is_empty() && read.members[0].asks.is_empty());
    assert_eq!((read.members[1].offers.len(), read.members[1].asks.len()), (1, 1));
    assert_eq!(read.report.notes.len(), 2);
}

#[test]
fn a_header_alone_is_a_file_of_no_members() {
    let read = read_text("name,offers\n");
    assert_eq!((read.members.len(), read.report.n_rows), (0, 0));
}
