//! A match as a picture: its people on a ring, and an arrow from each who could help to each who could be helped.
//!
//! Arrows keep to their right, so that both directions between two people are seen. The picture says nothing that is not said in
//! the sentences beside it.

use goodword_app::rounds::{Reason, ShownMatch};

/// From this strength on a careful human would call it useful.
const USEFUL: f64 = 0.5;
/// Radius of a person's circle.
const RADIUS: f64 = 21.0;
/// How far an arrow keeps to its right.
const ASIDE: f64 = 7.0;
/// Between an arrow and a circle.
const GAP: f64 = 5.0;
/// Length of an arrow's head, and half its width.
const HEAD: (f64, f64) = (9.0, 4.5);

/// A picture, in units of its own box.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Width of the box.
    pub width: u32,
    /// Height of the box.
    pub height: u32,
    /// The people.
    pub dots: Vec<Dot>,
    /// What passes between them.
    pub arrows: Vec<Arrow>,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Middle of the circle.
    pub at: (f64, f64),
    /// Who.
    pub name: String,
}

/// Somebody could help somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Who could help.
    pub from: String,
    /// Whom.
    pub to: String,
    /// Where the line begins and ends.
    pub line: [(f64, f64); 2],
    /// The three corners of the head.
    pub head: [(f64, f64); 3],
    /// Whether the offer answers the ask; else it may.
    pub sure: bool,
}

/// The picture of a match.
pub fn of(shown: &ShownMatch) -> Picture {
    let (width, height, places) = places(shown.people.len());
    let dots: Vec<Dot> = shown
        .people
        .iter()
        .zip(places)
        .map(|(person, at)| Dot { at: *at, name: person.name.clone() })
        .collect();
    let mut arrows = Vec::new();
    for (i, giver) in shown.people.iter().enumerate().take(dots.len()) {
        for (j, taker) in shown.people.iter().enumerate().take(dots.len()) {
            let between = |reason: &&Reason| reason.from == giver.member && reason.to == taker.member;
            let strength =
                shown.reasons.iter().filter(between).map(|reason| reason.strength).fold(0.0, f64::max);
            if strength > 0.0 {
                arrows.push(arrow(&dots[i], &dots[j], strength >= USEFUL));
            }
        }
    }
    Picture { width, height, dots, arrows }
}

/// Two people stand side by side; three to six on a ring. The box, and their places in it.
fn places(n: usize) -> (u32, u32, &'static [(f64, f64)]) {
    match n {
        0..=2 => (190, 64, &[(32.0, 32.0), (158.0, 32.0)]),
        3 => (190, 170, &[(95.0, 32.0), (158.0, 138.0), (32.0, 138.0)]),
        4 => (190, 190, &[(32.0, 32.0), (158.0, 32.0), (158.0, 158.0), (32.0, 158.0)]),
        5 => (220, 210, &[(110.0, 30.0), (188.0, 88.0), (158.0, 178.0), (62.0, 178.0), (32.0, 88.0)]),
        _ => (
            220,
            230,
            &[(110.0, 30.0), (186.0, 74.0), (186.0, 156.0), (110.0, 200.0), (34.0, 156.0), (34.0, 74.0)],
        ),
    }
}

fn arrow(from: &Dot, to: &Dot, sure: bool) -> Arrow {
    let (dx, dy) = (to.at.0 - from.at.0, to.at.1 - from.at.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    // The right-hand side of whoever walks along, as y grows downwards.
    let (rx, ry) = (-uy, ux);
    let along = |at: (f64, f64), far: f64, right: f64| {
        (tenth(at.0 + ux * far + rx * right), tenth(at.1 + uy * far + ry * right))
    };
    let tip = -(RADIUS + GAP);
    Arrow {
        from: from.name.clone(),
        to: to.name.clone(),
        line: [along(from.at, RADIUS + GAP, ASIDE), along(to.at, tip - HEAD.0, ASIDE)],
        head: [
            along(to.at, tip, ASIDE),
            along(to.at, tip - HEAD.0, ASIDE + HEAD.1),
            along(to.at, tip - HEAD.0, ASIDE - HEAD.1),
        ],
        sure,
    }
}

fn tenth(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

impl Arrow {
    /// The corners of the head, as a polygon takes them.
    pub fn points(&self) -> String {
        self.head.map(|(x, y)| format!("{x},{y}")).join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use goodword_app::rounds::{InMatch, Said};
    use goodword_domain::help::HelpKind;
    use goodword_domain::matches::MatchId;
    use goodword_domain::members::MemberId;

    fn shown(n: usize, reasons: &[(usize, usize, f64)]) -> ShownMatch {
        let id = |i: usize| MemberId(format!("m{i}"));
        let person = |i| InMatch { member: id(i), name: format!("Member {i}"), said: Said::Waiting };
        let reason = |&(from, to, strength): &(usize, usize, f64)| Reason {
            from: id(from),
            to: id(to),
            kind: HelpKind::Advice,
            ask: None,
            offer: None,
            strength,
            sentence: String::new(),
        };
        ShownMatch {
            id: MatchId("a".to_owned()),
            position: 0,
            stage: "proposed".to_owned(),
            made_by: "planned".to_owned(),
            people: (0..n).map(person).collect(),
            reasons: reasons.iter().map(reason).collect(),
            mutual: 0.0,
            drawn: None,
            note: None,
            locked: false,
        }
    }

    #[test]
    fn both_directions_between_two_are_seen_and_end_at_whom_they_help() {
        let picture = of(&shown(2, &[(0, 1, 0.9), (1, 0, 0.3), (0, 1, 0.2)]));
        let [there, back] = &picture.arrows[..] else { panic!("{:?}", picture.arrows) };
        assert_eq!(
            (there.to.as_str(), there.sure, back.to.as_str(), back.sure),
            ("Member 1", true, "Member 0", false)
        );
        assert!(there.line[0].1 > back.line[0].1, "each keeps to its right");
        assert!(
            there.head[0].0 > there.line[1].0 && there.head[0].0 < 158.0 - RADIUS,
            "it ends before the circle"
        );
        assert_eq!(there.points().split(' ').count(), 3);
    }

    #[test]
    fn what_rests_on_nothing_is_no_arrow() {
        assert_eq!(of(&shown(2, &[(0, 1, 0.0)])).arrows, Vec::new());
    }

    #[test]
    fn everybody_has_a_place_inside_the_box_apart_from_all_others() {
        for n in 2..=6 {
            let picture = of(&shown(n, &[]));
            assert_eq!(picture.dots.len(), n);
            let (width, height) = (f64::from(picture.width), f64::from(picture.height));
            for (i, dot) in picture.dots.iter().enumerate() {
                let (x, y) = dot.at;
                assert!(
                    x >= RADIUS && y >= RADIUS && x + RADIUS <= width && y + RADIUS <= height,
                    "{n}: {dot:?}"
                );
                let apart = |other: &Dot| (other.at.0 - x).hypot(other.at.1 - y) > 2.0 * RADIUS + GAP;
                assert!(picture.dots[..i].iter().all(apart), "{n}: {dot:?}");
            }
        }
    }
}
