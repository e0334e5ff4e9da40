//! Finite fields, as far as schedules need them.
//!
//! Definitions. A field of `q` elements exists when `q` is a power of a prime `p`. Its elements are the polynomials over
//! `0..p` of degree less than `m`, where `q = p^m`, written here as numbers in base `p`.
//!
//! Idea. Modulo a primitive polynomial the powers of `x` run through all elements but 0; one polynomial after the other is
//! tried until they do. With the table of powers a product is a sum of exponents.
//!
//! Reference. R. Lidl, H. Niederreiter, "Finite Fields", 1983, chapter 3.

/// The field of `q` elements `0..q`.
#[derive(Clone, Debug)]
pub(super) struct Field {
    p: usize,
    power: Vec<usize>,
    exponent: Vec<usize>,
}

impl Field {
    /// None unless `q` is a power of a prime.
    pub(super) fn new(q: usize) -> Option<Field> {
        let p = (2..=q).find(|p| q.is_multiple_of(*p))?;
        let mut m = 0;
        let mut rest = q;
        while rest.is_multiple_of(p) {
            rest /= p;
            m += 1;
        }
        if rest > 1 {
            return None;
        }
        (0..q).find_map(|tail| powers(p, m, q, tail)).map(|power| {
            let mut exponent = vec![0; q];
            power.iter().enumerate().for_each(|(e, &x)| exponent[x] = e);
            Field { p, power, exponent }
        })
    }

    pub(super) fn add(&self, a: usize, b: usize) -> usize {
        add(self.p, a, b)
    }

    pub(super) fn multiply(&self, a: usize, b: usize) -> usize {
        if a == 0 || b == 0 {
            return 0;
        }
        self.power[(self.exponent[a] + self.exponent[b]) % self.power.len()]
    }
}

/// Pairs, triples and so on of field elements, one from each field whose order divides `n` last: the additive group of
/// order `n` that is richest in differences, a field when `n` is a prime power.
#[derive(Clone, Debug)]
pub(super) struct Ring {
    fields: Vec<(usize, Field)>,
}

impl Ring {
    pub(super) fn new(n: usize) -> Ring {
        let mut fields = vec![];
        let mut rest = n;
        for p in 2..=n {
            let mut q = 1;
            while rest.is_multiple_of(p) && rest > 1 {
                rest /= p;
                q *= p;
            }
            fields.extend(Field::new(q).map(|field| (q, field)));
        }
        Ring { fields }
    }

    fn each(&self, a: usize, b: usize, f: impl Fn(&Field, usize, usize) -> usize) -> usize {
        let (mut place, mut result) = (1, 0);
        for (q, field) in &self.fields {
            result += f(field, a / place % q, b / place % q) * place;
            place *= q;
        }
        result
    }

    pub(super) fn add(&self, a: usize, b: usize) -> usize {
        self.each(a, b, Field::add)
    }

    pub(super) fn multiply(&self, a: usize, b: usize) -> usize {
        self.each(a, b, Field::multiply)
    }

    /// What must be added to `b` to get `a`.
    pub(super) fn subtract(&self, a: usize, b: usize) -> usize {
        self.each(a, b, |field, a, b| field.add(a, negative(field.p, b)))
    }

    /// Elements that differ from each other in every field, as many as the smallest field has.
    pub(super) fn diagonal(&self) -> Vec<usize> {
        let least = self.fields.iter().map(|(q, _)| *q).min().unwrap_or(1);
        (0..least).map(|k| self.each(0, 0, |_, _, _| k)).collect()
    }
}

fn add(p: usize, mut a: usize, mut b: usize) -> usize {
    let (mut sum, mut place) = (0, 1);
    while a > 0 || b > 0 {
        sum += (a % p + b % p) % p * place;
        (a, b, place) = (a / p, b / p, place * p);
    }
    sum
}

fn negative(p: usize, mut a: usize) -> usize {
    let (mut result, mut place) = (0, 1);
    while a > 0 {
        result += (p - a % p) % p * place;
        (a, place) = (a / p, place * p);
    }
    result
}

/// The powers of `x` where `x^m = tail`, if they are all of the `q - 1` elements that are not 0.
fn powers(p: usize, m: u32, q: usize, tail: usize) -> Option<Vec<usize>> {
    let top = p.pow(m - 1);
    let mut power = vec![1];
    let times_x = |a: usize| (0..a / top).fold(a % top * p, |sum, _| add(p, sum, tail));
    let mut next = times_x(1);
    while next > 1 && power.len() < q {
        power.push(next);
        next = times_x(next);
    }
    (next == 1 && power.len() == q - 1).then_some(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects all constructions: the axioms hold for every field up to 32, and no other order has one.
    #[test]
    fn fields_are_fields() {
        assert!(Field::new(0).is_none() && Field::new(1).is_none());
        for q in 2..=32 {
            let Some(f) = Field::new(q) else {
                assert!([6, 10, 12, 14, 15, 18, 20, 21, 22, 24, 26, 28, 30].contains(&q), "{q}");
                continue;
            };
            for a in 0..q {
                assert_eq!((f.add(a, 0), f.multiply(a, 1)), (a, a));
                assert!((0..q).any(|b| f.add(a, b) == 0));
                assert!(a == 0 || (0..q).any(|b| f.multiply(a, b) == 1), "{q} {a}");
                for b in 0..q {
                    let c = (a * 5 + b * 3 + 1) % q;
                    assert_eq!(f.multiply(a, b), f.multiply(b, a));
                    assert_eq!(f.multiply(a, f.multiply(b, c)), f.multiply(f.multiply(a, b), c));
                    assert_eq!(f.multiply(a, f.add(b, c)), f.add(f.multiply(a, b), f.multiply(a, c)));
                }
            }
        }
    }

    /// Protects products of fields: subtraction undoes addition, and diagonal differences never multiply to 0.
    #[test]
    fn rings_have_good_diagonals() {
        for n in 2..=40 {
            let ring = Ring::new(n);
            let diagonal = ring.diagonal();
            for a in 0..n {
                assert!((0..n).all(|b| a == ring.add(ring.subtract(a, b), b)), "{n} {a}");
                let differences = diagonal.iter().flat_map(|&k| diagonal.iter().map(move |&l| (k, l)));
                for (k, l) in differences.filter(|(k, l)| k != l) {
                    assert!(a == 0 || ring.multiply(ring.subtract(k, l), a) != 0, "{n} {a} {k} {l}");
                }
            }
        }
    }
}
