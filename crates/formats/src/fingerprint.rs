//! A short, stable mark of a text: 64-bit FNV-1a, the same on every machine and in every version.
//!
//! It tells texts apart; it keeps no secret. Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic
//! Hash Algorithm", IETF draft-eastlake-fnv.

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// The mark of `text`, 0 to 2^64 - 1.
pub(crate) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn agrees_with_the_published_vectors() {
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }
}
