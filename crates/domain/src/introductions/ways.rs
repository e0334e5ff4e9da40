//! Whom could somebody put in touch with whom: how much an introduction is worth trying.
//!
//! *Definitions.* An introducer a knows b and c, who do not know each other. A tie's strength s is how much of the smaller circle is
//! shared, as a knows it. U is how much b and c can help each other, `yes` how probable it is that each says yes, `load` how much of what
//! one is asked in a week is used up. *Idea.* I_a(b, c) = √(s_ab s_ac) · yes_b yes_c · U · (1 − load_b)(1 − load_c) · τ(m) /
//! ((1 + deg_b)(1 + deg_c))^¼: who is known well by both sides introduces well; those who are asked much, and those who know many
//! already, come later, or the connected get more connected. Over several introducers the worths add up, each divided by √deg_a:
//! who knows a thousand people knows each of them less. *Reference.* Adamic and Adar, "Friends and neighbors on the web" (2003), whom it is
//! measured against in `docs/introductions.md`; the fourth root against inequality is ours. *Cost.* One step for each introducer.

/// One introducer between two people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// How strong the introducer's tie to one of the two is, 0 to 1.
    pub to_one: f64,
    /// And to the other.
    pub to_other: f64,
    /// How many people the introducer knows.
    pub n_contacts: usize,
}

/// Two people who do not know each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// How probable it is that each says yes, 0 to 1.
    pub yes: (f64, f64),
    /// How much they can help each other, 0 to 1.
    pub help: f64,
    /// How much of what each is asked in a week is used up, 0 to 1.
    pub load: (f64, f64),
    /// How many people each knows.
    pub n_contacts: (usize, usize),
    /// How many people both know.
    pub n_mutual: usize,
    /// They know each other, or must not be introduced.
    pub closed: bool,
}

/// How probable a yes is of somebody of whom nothing is known.
pub const YES: f64 = 0.6;
/// How much the overlap of circles counts, 0 to 1. Measured: the formula is ahead on three graphs of three without, on two with it.
pub const OVERLAP: f64 = 0.0;
/// What a degree is raised to, against inequality.
const DISCOUNT: f64 = 0.25;

/// How much overlap of circles helps: some does, much means that they know the same things. Most at ten mutual contacts, and never
/// below a half.
pub fn overlap(n_mutual: usize) -> f64 {
    let share = n_mutual as f64 / 10.0;
    0.5 + 0.5 * share * libm::exp(1.0 - share)
}

/// How much it is worth that one introducer brings two people together, 0 to 1. `counts` is how much the overlap counts.
pub fn through(way: &Way, pair: &Pair, counts: f64) -> f64 {
    if pair.closed {
        return 0.0;
    }
    let part = |share: f64| share.clamp(0.0, 1.0);
    let tie = (part(way.to_one) * part(way.to_other)).sqrt();
    let willing = part(pair.yes.0) * part(pair.yes.1);
    let free = (1.0 - part(pair.load.0)) * (1.0 - part(pair.load.1));
    let known = (1.0 + pair.n_contacts.0 as f64) * (1.0 + pair.n_contacts.1 as f64);
    let overlap = 1.0 - part(counts) * (1.0 - overlap(pair.n_mutual));
    tie * willing * part(pair.help) * free * overlap / libm::pow(known, DISCOUNT)
}

/// How much it is worth over all who could introduce them. For comparing pairs; it has no upper bound.
pub fn worth(ways: &[Way], pair: &Pair, counts: f64) -> f64 {
    let each = ways.iter().map(|way| through(way, pair, counts) / (way.n_contacts.max(1) as f64).sqrt());
    each.sum()
}

/// How strong a tie is: the share of the smaller circle that both know, themselves included.
pub fn strength(n_mutual: usize, n_contacts: (usize, usize)) -> f64 {
    let smaller = n_contacts.0.min(n_contacts.1);
    ((1 + n_mutual) as f64 / (1 + smaller) as f64).min(1.0)
}
