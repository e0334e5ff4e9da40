//! Exact weighted matching of people: pairs, tables, rotations, each with a proof.
