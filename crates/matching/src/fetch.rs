//! Waiting for memory once and not again and again.

/// Reads what will be wanted soon, each word on its own: a processor asks for many at a time as long as it need not guess
/// which way a branch goes. What follows finds them near. (A word that depends on a short chain of others will do.)
#[inline]
pub(crate) fn fetch(words: impl Iterator<Item = u64>) {
    std::hint::black_box(words.fold(0, |all, word| all ^ word));
}
