//! How many tables, and how large each of them.

/// The largest table that a division may hold: one more than the largest size that may be asked for.
pub const LARGEST: usize = 7;

/// What the caller wants of the sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// Tables of this many (2..=6). When the people do not fill them, some tables are one larger or one
    /// smaller, sizes differ by at most one, and no table has one person.
    About(usize),
    /// One table for each number (2..=7); with too few people the smallest tables stay empty and the largest lose
    /// seats,
    /// with more people than seats some are left out.
    Exactly(Vec<usize>),
}

impl Sizes {
    /// The sizes for `n` people, largest first. Their sum is `n`, or less when there are not enough seats.
    pub(super) fn fit(&self, n: usize) -> Vec<usize> {
        match self {
            Sizes::About(size) => about(n, *size),
            Sizes::Exactly(sizes) => shrink(n, sizes),
        }
    }
}

/// Equal parts as near to `size` as can be: fewest seats too many or missing, on a tie the smaller tables.
fn about(n: usize, size: usize) -> Vec<usize> {
    if n < 2 {
        return vec![];
    }
    let (fewer, more) = (n / size, n.div_ceil(size));
    let fits = |&t: &usize| t > 0 && n / t >= 2 && n.div_ceil(t) <= LARGEST;
    let cost = |t: usize| equal_parts(n, t).iter().map(|&s| s.abs_diff(size)).sum::<usize>();
    let tables = [more, fewer].into_iter().filter(fits).min_by_key(|&t| cost(t));
    equal_parts(n, tables.unwrap_or(1))
}

/// `n` in `parts` parts, sizes differing by at most one, largest first.
pub(crate) fn equal_parts(n: usize, parts: usize) -> Vec<usize> {
    (0..parts).map(|i| n / parts + usize::from(i < n % parts)).collect()
}

fn shrink(n: usize, sizes: &[usize]) -> Vec<usize> {
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.truncate(n / 2);
    while sizes.iter().sum::<usize>() > n {
        if let Some(last) = sizes.iter().rposition(|&s| s == sizes[0]) {
            sizes[last] -= 1;
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the promise on sizes for every `n` up to 200: they sum up, differ by at most one, none is a
    /// table of one, and none is further than one seat from the size asked for once there are enough people.
    #[test]
    fn sizes_are_balanced() {
        for size in 2..=6 {
            for n in 2..200 {
                let sizes = about(n, size);
                assert_eq!(sizes.iter().sum::<usize>(), n);
                assert!(sizes[0] - sizes[sizes.len() - 1] <= 1 && sizes[sizes.len() - 1] >= 2, "{n} {size}");
                assert!(sizes[0] <= LARGEST);
                if n >= size * (size - 1) {
                    assert!(sizes.iter().all(|s| s.abs_diff(size) <= 1), "{n} {size} {sizes:?}");
                }
            }
        }
    }

    /// Protects the odd one of a round of pairs, who joins a table of three.
    #[test]
    fn the_odd_one_joins_a_pair() {
        assert_eq!(about(7, 2), [3, 2, 2]);
        assert_eq!(about(3, 2), [3]);
        assert_eq!(about(2, 6), [2]);
        assert_eq!(about(10, 4), [4, 3, 3]);
        assert!(about(1, 4).is_empty());
    }

    /// Protects given sizes: empty seats go to the largest tables, a table never falls to one person.
    #[test]
    fn given_sizes_shrink_from_the_largest() {
        assert_eq!(shrink(9, &[4, 3, 4]), [3, 3, 3]);
        assert_eq!(shrink(3, &[2, 2]), [2]);
        assert_eq!(shrink(3, &[2, 4]), [3]);
        assert_eq!(shrink(20, &[4, 3]), [4, 3]);
    }
}
