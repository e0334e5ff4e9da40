//! From an assignment to pairs: the cycles of "u holds v" are cut into edges.

use crate::graph::NONE;

/// What an assignment is made of.
pub(crate) struct Cycles {
    /// Mates along 2-cycles and even cycles (every other edge), and along odd cycles but for one vertex each.
    pub mate: Vec<u32>,
    /// The odd cycles of three and more.
    pub odd: Vec<Vec<u32>>,
}

/// Cuts the cycles of `holds`; bidders that hold nothing (an auction that was cut short) start paths, which are cut alike.
/// Any start of an even cycle will do, all its edges are tight.
pub(crate) fn cycles(holds: &[u32]) -> Cycles {
    let n = holds.len();
    let mut held = vec![false; n];
    holds.iter().filter(|&&v| v != NONE).for_each(|&v| held[v as usize] = true);
    let (mut mate, mut seen, mut odd, mut walk) = (vec![NONE; n], vec![false; n], vec![], vec![]);
    let starts = (0..n).filter(|&v| !held[v]).chain((0..n).filter(|&v| held[v]));
    for start in starts {
        walk.clear();
        let mut at = start as u32;
        while at != NONE && !std::mem::replace(&mut seen[at as usize], true) {
            walk.push(at);
            at = holds[at as usize];
        }
        for pair in walk[walk.len() % 2..].chunks_exact(2) {
            mate[pair[0] as usize] = pair[1];
            mate[pair[1] as usize] = pair[0];
        }
        if held[start] && walk.len() > 1 && walk.len() % 2 == 1 {
            odd.push(walk.clone());
        }
    }
    Cycles { mate, odd }
}

#[cfg(test)]
mod tests {
    use super::cycles;
    use crate::graph::NONE;

    /// Every kind of cycle keeps as many pairs as fit.
    #[test]
    fn cuts_each_kind_of_cycle() {
        // single 0, pair 1-2, triangle 3-4-5, square 6-7-8-9, path 10 -> 11 -> 12 of an auction cut short
        let holds = [0, 2, 1, 4, 5, 3, 7, 8, 9, 6, 11, 12, NONE];
        let cut = cycles(&holds);
        assert_eq!(cut.mate, [NONE, 2, 1, NONE, 5, 4, 7, 6, 9, 8, NONE, 12, 11]);
        assert_eq!(cut.odd, [[3, 4, 5]]);
    }
}
