//! The words by which organisers' spreadsheets and forms call our columns.
//!
//! Everything here is folded: lower case, no accents, no punctuation. English, German, Spanish,
//! French, Dutch and Italian. `whole` are headers as a whole; `inside` are phrases that betray a
//! column when they occur as whole words in a longer header, a form's question for instance.

use super::columns::Field;

/// How one column of ours may be called.
pub(super) struct Aliases {
    pub(super) field: Field,
    pub(super) whole: &'static str,
    pub(super) inside: &'static str,
}

/// In the order in which phrases are looked for: what is told most surely comes first.
pub(super) const ALIASES: [Aliases; 20] = [
    Aliases {
        field: Field::Id,
        whole: "id|member id|memberid|member no|member nr|member number|membership number|membership no|no|nr|n|num|\
                number|uid|user id|key|identifier|nummer|mitglied nr|mitglieds nr|mitgliedsnr|mitgliedsnummer|\
                mitgliedernummer|lfd nr|laufende nummer|kennung|numero|numero de membre|numero adherent|\
                numero d adherent|identifiant|numero de socio|numero socio|nro|nr socio|identificador|lidnummer|\
                lid nr|codice|codice socio|numero tessera|identificativo",
        inside: "member id|member number|membership number|mitgliedsnummer|numero de membre|numero de socio|lidnummer",
    },
    Aliases {
        field: Field::Email,
        whole: "email|e mail|mail|email address|e mail address|mail address|your email|contact email|email 1|\
                emailadresse|e mail adresse|email adresse|mailadresse|correo|correo electronico|courriel|\
                adresse e mail|adresse email|adresse mail|adresse electronique|mel|e mailadres|emailadres|mailadres|\
                posta elettronica|indirizzo e mail|indirizzo email",
        inside: "email|e mail|emailadresse|correo electronico|courriel|mailadres|posta elettronica",
    },
    Aliases {
        field: Field::Timezone,
        whole: "timezone|time zone|tz|zeitzone|fuseau|fuseau horaire|zona horaria|huso horario|tijdzone|fuso orario",
        inside: "timezone|time zone|zeitzone|fuseau horaire|zona horaria|huso horario|tijdzone|fuso orario",
    },
    Aliases {
        field: Field::PausedUntil,
        whole: "paused until|pause until|paused|pause|away until|unavailable until|not before|back on|pausiert bis|\
                pause bis|abwesend bis|en pausa hasta|pausa hasta|en pause jusqu au|pause jusqu au|absent jusqu au|\
                gepauzeerd tot|pauze tot|afwezig tot|in pausa fino al|pausa fino al|assente fino al",
        inside: "paused until|pause until|away until|unavailable until|pausiert bis|abwesend bis|pausa hasta|\
                 pause jusqu au|pauze tot|pausa fino al",
    },
    Aliases {
        field: Field::Newcomer,
        whole: "newcomer|new|new member|is new|first time|first timer|neu|neuling|neumitglied|\
                neues mitglied|nuevo|nueva|nuevo miembro|nouveau|nouveau membre|nieuw|nieuw lid|nuovo|nuovo socio|\
                nuovo membro",
        inside: "newcomer|are you new|first time|new member|new to|neu hier|neues mitglied|nuevo miembro|\
                 nouveau membre|nieuw lid|nuovo socio",
    },
    Aliases {
        field: Field::Capacity,
        whole: "capacity|meetings|max meetings|number of meetings|meetings per round|how many meetings|kapazitat|\
                treffen|anzahl treffen|capacidad|reuniones|capacite|rencontres|capaciteit|afspraken|capacita|incontri",
        inside: "how many meetings|how many lunches|how many people|meetings per|wie viele treffen|cuantas reuniones|\
                 combien de rencontres|hoeveel afspraken|quanti incontri",
    },
    Aliases {
        field: Field::Languages,
        whole: "languages|language|spoken languages|sprachen|sprache|idiomas|idioma|lenguas|langues|langue|talen|taal|\
                lingue|lingua",
        inside: "language|languages|sprachen|sprichst|idiomas|idioma|langues|talen|lingue",
    },
    Aliases {
        field: Field::Years,
        whole: "years|years of experience|years experience|experience|years in business|jahre|berufsjahre|erfahrung|\
                berufserfahrung|jahre erfahrung|anos|anos de experiencia|experiencia|annees|annees d experience|\
                jaren|jaren ervaring|ervaring|anni|anni di esperienza|esperienza",
        inside: "years of|how many years|wie viele jahre|berufserfahrung|anos de experiencia|annees d experience|\
                 jaren ervaring|anni di esperienza",
    },
    Aliases {
        field: Field::Asks,
        whole: "asks|ask|my ask|my asks|needs|need|i need|wants|want|seeks|seeking|looking for|i am looking for|\
                i m looking for|what are you looking for|requests|request|help wanted|suche|suchen|ich suche|sucht|\
                gesuch|gesuche|gesucht|bedarf|brauche|ich brauche|wunsche|busco|que busco|que buscas|necesito|\
                necesidad|necesidades|cherche|je cherche|ce que je cherche|recherche|recherches|besoin|besoins|zoek|\
                ik zoek|gezocht|vraag|vragen|behoefte|behoeften|cerco|cosa cerco|cosa cerchi|richiesta|richieste|\
                bisogno|bisogni",
        inside: "looking for|look for|whom would you like to meet|who would you like to meet|wen mochtest du|recherchez|help you|help me|you need|i need|need help|seeking|your ask|your asks|\
                 would like help|suchst|suchen sie|ich suche|brauchst|brauchen sie|dir helfen|ihnen helfen|\
                 busca|buscas|busco|necesita|necesitas|ayudarte|cherches|cherchez|je cherche|besoin|t aider|vous aider|\
                 zoek|zoekt|nodig|cerchi|cerca|cerco|cercando|aiutarti",
    },
    Aliases {
        field: Field::Offers,
        whole: "offers|offer|my offer|my offers|offering|offerings|i offer|what i offer|what you offer|can offer|\
                gives|give|i can give|can help with|i can help with|skills|expertise|biete|ich biete|bietet|angebot|\
                angebote|was ich biete|ich kann helfen bei|ofrezco|oferta|ofertas|puedo ofrecer|lo que ofrezco|\
                que ofrezco|que ofreces|offre|offres|j offre|ce que j offre|propose|je propose|bied|ik bied|aanbod|\
                wat ik bied|offro|offerta|offerte|cosa offro|cosa offri|posso offrire",
        inside: "offer|offers|can you give|you give|you help|i can help|can help with|share with|bietest|bieten sie|\
                 ich biete|anbieten|kannst du|ofreces|ofrece|ofrecer|ofrezco|puedes ayudar|offrez|offrir|proposez|\
                 aanbieden|bied je|biedt|bieden|kun je|offri|offrire|puoi aiutare",
    },
    Aliases {
        field: Field::Serves,
        whole: "serves|serve|i serve|whom i serve|who i serve|whom do you serve|who do you serve|clients|customers|\
                target market|target group|audience|target audience|ideal client|ideal customer|kunden|kundschaft|\
                zielgruppe|zielgruppen|zielmarkt|clientes|publico|publico objetivo|cliente ideal|clientele|\
                clients cibles|public cible|cible|klanten|doelgroep|clienti|clientela|pubblico|target",
        inside: "you serve|target market|target group|target audience|ideal client|ideal customer|your clients|\
                 your customers|zielgruppe|kunden|publico objetivo|public cible|doelgroep|clienti",
    },
    Aliases {
        field: Field::Values,
        whole: "values|what i value|what do you value|what matters|werte|valores|valeurs|waarden|valori",
        inside: "you value|your values|i value|deine werte|ihre werte|tus valores|vos valeurs|jouw waarden|tuoi valori",
    },
    Aliases {
        field: Field::Formats,
        whole: "formats|format|meeting format|meeting formats|meeting type|formate|treffart|formatos|formato|\
                formaten|formaat|formati",
        inside: "how would you like to meet|how do you like to meet|how do you prefer to meet|how do you want to meet|\
                 meeting format|meeting formats|formats|lieber treffen",
    },
    Aliases {
        field: Field::Industry,
        whole: "industry|sector|branch|field|line of business|branche|industrie|wirtschaftszweig|sektor|industria|\
                rubro|ramo|secteur|secteur d activite|domaine|bedrijfstak|settore|settore di attivita",
        inside: "industry|branche|sector|secteur|settore|bedrijfstak",
    },
    Aliases {
        field: Field::Profession,
        whole: "profession|job|job title|title|occupation|role|position|trade|work|what do you do|what i do|beruf|\
                tatigkeit|berufsbezeichnung|funktion|position im unternehmen|was machst du|was machen sie|\
                was machst du beruflich|profesion|ocupacion|cargo|puesto|oficio|trabajo|a que te dedicas|metier|\
                fonction|poste|que faites vous|que fais tu|beroep|functie|werk|wat doe je|wat doet u|professione|\
                lavoro|mestiere|ruolo|che lavoro fai|cosa fai",
        inside: "profession|occupation|job|role|for a living|what do you do|your role|your work|beruf|beruflich|profesion|\
                 te dedicas|metier|beroep|professione|lavoro",
    },
    Aliases {
        field: Field::Place,
        whole: "place|location|city|town|city town|based in|base|region|area|where are you based|where do you live|\
                where are you|ort|stadt|wohnort|standort|sitz|wo|wo bist du|ville|lieu|localite|commune|\
                ou habitez vous|ou etes vous|ciudad|lugar|localidad|ubicacion|poblacion|donde vives|plaats|woonplaats|\
                stad|locatie|citta|luogo|localita|sede|dove vivi",
        inside: "based|located|location|live|city|town|country|wohnst|wohnen sie|wohnort|stadt|land|ciudad|pais|vives|\
                 ville|pays|habitez|habites|woonplaats|woon je|citta|paese|vivi",
    },
    Aliases {
        field: Field::FirstName,
        whole: "first name|firstname|given name|forename|vorname|prenom|voornaam|nombre de pila|primer nombre",
        inside: "first name|given name|vorname|prenom|voornaam",
    },
    Aliases {
        field: Field::LastName,
        whole: "last name|lastname|surname|family name|nachname|familienname|zuname|nom de famille|apellido|apellidos|\
                achternaam|familienaam|cognome",
        inside: "last name|surname|family name|nachname|familienname|nom de famille|apellido|apellidos|achternaam|\
                 cognome",
    },
    Aliases {
        field: Field::Name,
        whole: "name|full name|fullname|your name|your full name|what is your name|what s your name|member name|\
                name of member|display name|first and last name|name and surname|\
                vor und nachname|vorname und nachname|vorname nachname|vollstandiger name|dein name|ihr name|\
                wie heisst du|wie heissen sie|nombre|nombre completo|nombre y apellido|\
                nombre y apellidos|tu nombre|como te llamas|nom|nom complet|nom et prenom|nom prenom|prenom et nom|\
                prenom nom|votre nom|comment vous appelez vous|naam|volledige naam|voor en achternaam|je naam|uw naam|\
                hoe heet je|nome|nome completo|nome e cognome|cognome e nome|come ti chiami|il tuo nome",
        inside: "your name|full name|your full name|dein name|ihr name|vor und nachname|nombre completo|nom complet|\
                 volledige naam|nome completo|nome e cognome",
    },
    Aliases {
        field: Field::Unused,
        whole: "timestamp|zeitstempel|marca temporal|horodateur|tijdstempel|informazioni cronologiche",
        inside: "",
    },
];

/// Headers that are one of our columns only when nothing better is there.
pub(super) const WEAK: [(&str, Field); 14] = [
    ("member", Field::Name),
    ("person", Field::Name),
    ("participant", Field::Name),
    ("who", Field::Name),
    ("mitglied", Field::Name),
    ("teilnehmer", Field::Name),
    ("membre", Field::Name),
    ("miembro", Field::Name),
    ("socio", Field::Name),
    ("lid", Field::Name),
    ("state", Field::Place),
    ("bundesland", Field::Place),
    ("kanton", Field::Place),
    ("provincia", Field::Place),
];
