//! Words that say nothing, or little, about what somebody needs or gives.
//!
//! The reader drops the first kind and lets the second kind count for little. Written by hand for
//! English and, briefly, for German, Spanish and French; one line a group, so that it can be read.

/// Words without weight: articles, pronouns, prepositions, auxiliary verbs.
const SILENT: &str = "
a an the this that these those some any each every all both such own same so too very just also only even still yet
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which
what when where why how there here one ones
is are was were be been being am do does did done doing have has had having will would shall should can could may
might must cannot dont doesnt didnt isnt arent wont im ive id ill weve were youre
and or but if then than because as of at by for with about against between into through during before after to from
in on off over under again up down out via per within without around across along upon towards toward near
not no nor etc eg ie please thanks hi hello re vs
der die das den dem des ein eine einen einem einer eines und oder aber fur mit von zu zum zur im am an auf aus bei
nach uber unter durch gegen ohne um bis wir ich mein meine meinen meiner unser unsere unseren unserer uns mir mich
ist sind war sein haben hat wird werden kann konnen muss mussen soll nicht kein keine auch noch nur sich es sie er
man als wie was wer wo wenn dass
el la los las lo un una unos unas y o u de del al en con por para sin sobre entre mi mis nuestro nuestra nuestros
nuestras su sus me nos se que es son ser estar esta este ha han hay no muy mas como cuando donde quien yo
le les une des du et ou au aux dans sur avec pour par sans chez mon ma mes notre nos votre vos leur leurs je nous
vous il elle ils elles ce cet cette ces qui que quoi est sont etre avoir ai avons ne pas plus
";

/// Words that count for little: how one asks and offers, and what every business sentence has.
const FAINT: &str = "
need needs needed want wants wanted wish wishes look looking looks search searching seek seeking find finding found
help helps helping helped support supports supporting assist assistance assisting offer offers offering offered provide
provides providing provided give gives giving gave get gets getting got make makes making made take takes taking took
put puts set setting let lets keep keeps keeping kept know knows knowing known go goes going come comes coming like
likes love loves happy glad able can try trying use using used work works working worked run runs running
someone somebody anyone anybody everyone nobody person people something anything everything nothing thing things way
ways lot lots bit kind kinds sort sorts type types part parts
business businesses company companies firm firms enterprise organisation organization organisations clients client
customer customers service services solution solutions product products market industry sector area field project
projects team teams staff member members owner owners
good great best better right nice proper real reliable trusted experienced experience experiences expert experts
expertise professional professionals specialist specialists consultant consultants consulting consultancy advice advise
advising advisor adviser advisors advisers guidance expertise skill skills knowledge
new old big small little large medium mid size sized young first second two three four five six seven eight nine ten
many much more most few less several various different other another next last
year years month months week weeks day days hour hours time times today tomorrow soon now quickly quick fast urgent
urgently asap always never often sometimes once twice already
eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
monday tuesday wednesday thursday friday saturday sunday weekend weekday morning afternoon evening
january february march april june july august september october november december
germany austria switzerland france spain portugal italy belgium netherlands holland luxembourg denmark sweden norway
finland poland ireland scotland england britain uk usa america canada brazil mexico india china japan australia africa
asia turkey greece hungary romania ukraine croatia slovenia czechia
local regional near nearby national international worldwide europe european
full range complete everything including especially based ready available looking interested open
improve improving better start starting started begin beginning learn learning understand understanding think
thinking talk talking ask asking tell show showing share sharing bring bringing move moving change changing
suche suchen brauche brauchen jemand jemanden biete bieten hilfe helfen firma firmen unternehmen betrieb betriebe
kleine kleinen neue neuen gute guten kunden macht machen
busco buscamos necesito necesitamos alguien ofrezco ofrecemos ayuda ayudar empresa empresas pequena pequenas nuevo
nueva cliente clientes hacer
cherche cherchons besoin quelquun offre offrons aide aider entreprise entreprises petite petites nouveau nouvelle
clients faire
";

/// How much a word may count at most, from 0 (nothing) to 1.
pub(crate) fn ceiling(word: &str) -> f64 {
    if listed(SILENT, word) {
        0.0
    } else if listed(FAINT, word) || word.len() == 1 && word.as_bytes()[0].is_ascii_digit() {
        0.24
    } else {
        1.0
    }
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// All listed words with their ceilings, for a table that is built once.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, f64)> {
    SILENT.split_ascii_whitespace().chain(FAINT.split_ascii_whitespace()).map(|word| (word, ceiling(word)))
}
