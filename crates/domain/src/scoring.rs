//! How much two members can help each other, and what a match is worth: the formulas, nothing else.
//!
//! Help is combined over channels as if each were an independent chance that it lands (noisy-or):
//!
//! ```text
//! directed  h(a→b) = [1 − Π_k (1 − w_k q_k)] · V(a,b) · F(a)
//! mutual    U(a,b) = λ·√(h_ab·h_ba) + (1−λ)·(h_ab+h_ba)/2
//! weight    W(a,b) = (1−λ)·(B_a+B_b) + 2λ·√(B_a·B_b) + δ·D_ab·median(W),   B_a = h(b→a)·L_b/(ε+S_a)^α
//! ```
//!
//! Profession appears nowhere. The geometric share λ stands in for the power of either side to decline: one-way
//! help (a mentor and a newcomer) still counts, which a harmonic mean would make zero. Constants without
//! evidence stand together in [`Dials`], named and tunable; every number is in `0..=1` unless said otherwise.

/// Everything that may be tuned, in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Dials {
    /// w_k: how much of a channel counts, per kind of help in the order of [`crate::help::HelpKind::ALL`]; in `[0, .95)`.
    pub channel: [f64; 6],
    /// u_r: how much one answered ask counts for the person who asks.
    pub importance: f64,
    /// λ: share of the geometric mean. Zero suits assigned lunches, .5 to 1 those that people opt into.
    pub geometric_share: f64,
    /// The least that unlike values leave of help; the rest grows with how alike they are.
    pub values_floor: f64,
    /// The least that an unreliable giver leaves of help.
    pub followup_floor: f64,
    /// The share of promises that members keep on average, until a community knows its own.
    pub reliability: f64,
    /// Offers beyond this number count less and less each: nobody is expert in everything.
    pub breadth: f64,
    /// ε: keeps the weight of those who got nothing so far finite.
    pub received_floor: f64,
    /// α: 0 utilitarian, 1 proportional fairness, large: the least served first.
    pub fairness: f64,
    /// How fast received help is forgotten, a round.
    pub received_decay: f64,
    /// How much recent giving protects a giver.
    pub giver_load: f64,
    /// δ: how much bringing distant people together counts.
    pub bridging: f64,
    /// How much a newcomer's meeting with an experienced member counts, like δ.
    pub welcome: f64,
    /// From this strength on an offer is called an answer to an ask.
    pub useful: f64,
    /// Answers weaker than this are not looked at.
    pub faint: f64,
}

impl Default for Dials {
    fn default() -> Dials {
        Dials {
            // A shared market says what two people could do, an answered ask what one needs.
            channel: [0.5, 0.5, 0.5, 0.3, 0.5, 0.5],
            importance: 1.0,
            geometric_share: 0.5,
            values_floor: 0.7,
            followup_floor: 0.5,
            reliability: 0.7,
            breadth: 40.0,
            received_floor: 0.5,
            fairness: 1.0,
            received_decay: 0.85,
            giver_load: 0.15,
            bridging: 0.15,
            welcome: 0.15,
            useful: 0.5,
            faint: 0.25,
        }
    }
}

/// Weights are whole numbers, so that the engine is exact: millionths, or coarser in communities so large that the
/// sums of millionths would not fit the engine's numbers.
pub fn scale(n_members: usize) -> f64 {
    if n_members <= 100_000 { 1e6 } else { 1e4 }
}

/// 1 − Π (1 − x): the chance that at least one of several independent things happens.
pub fn noisy_or(chances: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - chances.into_iter().map(|x| 1.0 - x).product::<f64>()
}

impl Dials {
    /// h(a→b) from the channels' strengths q, the values factor V and the follow-up factor F.
    pub fn directed(&self, q: &[f64; 6], values: f64, followup: f64) -> f64 {
        noisy_or(self.channel.iter().zip(q).map(|(w, q)| w * q)) * values * followup
    }

    /// V: `alike` is how far two members' values agree; unknown must be handed in as the community's mean.
    pub fn values_factor(&self, alike: f64) -> f64 {
        self.values_floor + (1.0 - self.values_floor) * alike
    }

    /// F: `kept` is the share of promises that the giver keeps; a newcomer counts as the community's mean.
    pub fn followup_factor(&self, kept: f64) -> f64 {
        self.followup_floor + (1.0 - self.followup_floor) * kept
    }

    /// e: how far one offer among so many is trusted.
    pub fn expertise(&self, n_offers: usize) -> f64 {
        1.0 / (1.0 + n_offers as f64 / self.breadth).sqrt()
    }

    /// How likely an answer of this strength helps: a useful one by its strength; a doubtful one falls off fast, so
    /// that many doubtful answers do not outweigh one good one.
    pub fn landing(&self, strength: f64) -> f64 {
        let doubt = (strength / self.useful).min(1.0);
        strength * doubt * doubt
    }

    /// U: what two members can do for each other.
    pub fn mutual(&self, ab: f64, ba: f64) -> f64 {
        let share = self.geometric_share;
        share * (ab * ba).sqrt() + (1.0 - share) * (ab + ba) / 2.0
    }

    /// B_a: what help counts for the person who receives it, given what both got and gave before.
    pub fn benefit(&self, help: f64, received: f64, given: f64) -> f64 {
        help * self.protection(given) * self.need(received)
    }

    /// L: what recent giving leaves of a giver's help.
    pub fn protection(&self, given: f64) -> f64 {
        libm::exp(-self.giver_load * given)
    }

    /// How much help counts for somebody who received so much before.
    pub fn need(&self, received: f64) -> f64 {
        1.0 / libm::pow(self.received_floor + received, self.fairness)
    }

    /// W without its bridging and welcome terms.
    pub fn weight(&self, benefit_a: f64, benefit_b: f64) -> f64 {
        let share = self.geometric_share;
        (1.0 - share) * (benefit_a + benefit_b) + 2.0 * share * (benefit_a * benefit_b).sqrt()
    }

    /// Mentoring asks for some years between two people: nothing below two, all of it from five on.
    pub fn seniority(&self, mentor_years: Option<u32>, years: Option<u32>) -> f64 {
        match (mentor_years, years) {
            (Some(mentor), Some(learner)) => {
                ((f64::from(mentor) - f64::from(learner) - 2.0) / 3.0).clamp(0.0, 1.0)
            }
            _ => 1.0,
        }
    }
}

/// D = 1 − 1/d: how far apart two people are in the network of who has met whom.
pub fn bridging(steps: Option<u32>) -> f64 {
    match steps {
        None => 1.0,
        Some(steps) => 1.0 - 1.0 / f64::from(steps.max(1)),
    }
}

/// Shared market: audiences in common, trades that go together, and not the same service twice.
pub fn collaboration(audience: f64, together: f64, same: f64) -> f64 {
    audience * together * (1.0 - same)
}

/// How alike two sets of words are: shared by all (Jaccard). `None` when either set is unknown.
pub fn alike<T: PartialEq>(a: &[T], b: &[T]) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let shared = a.iter().filter(|x| b.contains(x)).count();
    Some(shared as f64 / (a.len() + b.len() - shared) as f64)
}

#[cfg(test)]
mod tests {
    //! The laws P1.1 to P1.7 and P2.7; those that need members are tested in `tests/laws.rs`.
    use super::*;
    use proptest::prelude::*;

    fn unit() -> impl Strategy<Value = f64> {
        0.0..=1.0_f64
    }

    fn channels() -> impl Strategy<Value = [f64; 6]> {
        prop::array::uniform6(unit())
    }

    fn dials() -> impl Strategy<Value = Dials> {
        (prop::array::uniform6(0.0..0.95_f64), unit(), 0.0..3.0_f64).prop_map(|(channel, share, fairness)| {
            Dials { channel, geometric_share: share, fairness, ..Dials::default() }
        })
    }

    proptest! {
        #[test]
        fn p1_1_help_is_bounded_and_never_falls_with_a_channel(d in dials(), q in channels(), k in 0..6_usize, more in unit(), v in unit(), f in unit()) {
            let before = d.directed(&q, d.values_factor(v), d.followup_factor(f));
            prop_assert!((0.0..=1.0).contains(&before));
            let mut better = q;
            better[k] = better[k].max(more);
            prop_assert!(d.directed(&better, d.values_factor(v), d.followup_factor(f)) >= before - 1e-12);
            let mut stronger = d.clone();
            stronger.channel[k] = stronger.channel[k].max(more * 0.95);
            prop_assert!(stronger.directed(&q, d.values_factor(v), d.followup_factor(f)) >= before - 1e-12);
        }

        #[test]
        fn p1_2_a_missing_channel_changes_nothing(d in dials(), q in channels(), k in 0..6_usize) {
            let mut without = q;
            without[k] = 0.0;
            let rest = noisy_or((0..6).filter(|&i| i != k).map(|i| d.channel[i] * q[i]));
            prop_assert!((d.directed(&without, 1.0, 1.0) - rest).abs() < 1e-12);
        }

        #[test]
        fn p1_3_noisy_or_lies_between_the_best_and_the_sum(xs in prop::collection::vec(unit(), 1..8)) {
            let value = noisy_or(xs.iter().copied());
            let best = xs.iter().copied().fold(0.0, f64::max);
            prop_assert!(best - 1e-12 <= value && value <= xs.iter().sum::<f64>() + 1e-12);
        }

        #[test]
        fn p1_4_mutual_is_symmetric_and_never_falls(d in dials(), x in unit(), y in unit(), more in unit()) {
            prop_assert_eq!(d.mutual(x, y), d.mutual(y, x));
            prop_assert!(d.mutual(x.max(more), y) >= d.mutual(x, y) - 1e-12);
        }

        #[test]
        fn p1_5_mutual_lies_between_the_means(d in dials(), x in 0.001..=1.0_f64, y in 0.001..=1.0_f64) {
            let (harmonic, geometric, arithmetic) = (2.0 * x * y / (x + y), (x * y).sqrt(), (x + y) / 2.0);
            let u = d.mutual(x, y);
            prop_assert!(harmonic <= geometric + 1e-12 && geometric <= u + 1e-12 && u <= arithmetic + 1e-12);
            prop_assert!(u >= x.min(y) - 1e-12);
        }

        #[test]
        fn p1_6_for_a_fixed_sum_equal_shares_are_best(d in dials(), x in unit(), y in unit()) {
            let half = (x + y) / 2.0;
            prop_assert!(d.mutual(half, half) >= d.mutual(x, y) - 1e-12);
        }

        #[test]
        fn p1_7_one_way_help_counts(d in dials(), x in 0.001..=1.0_f64) {
            prop_assume!(d.geometric_share < 1.0);
            prop_assert!(d.mutual(x, 0.0) > 0.0);
        }

        #[test]
        fn p2_7_who_got_more_before_counts_less_now(d in dials(), help in 0.01..=1.0_f64, got in 0.0..5.0_f64, more in 0.01..5.0_f64) {
            prop_assume!(d.fairness > 0.01);
            prop_assert!(d.benefit(help, got + more, 0.0) < d.benefit(help, got, 0.0));
        }

        #[test]
        fn weight_is_symmetric(d in dials(), x in unit(), y in unit()) {
            prop_assert_eq!(d.weight(x, y), d.weight(y, x));
        }
    }

    #[test]
    fn bridging_counts_strangers_fully_and_the_linked_not_at_all() {
        assert_eq!([Some(1), Some(2), None].map(bridging), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn unknown_sets_are_unknown_not_unlike() {
        assert_eq!(alike::<u8>(&[], &[1]), None);
        assert_eq!(alike(&[1, 2], &[2, 3]), Some(1.0 / 3.0));
    }
}
