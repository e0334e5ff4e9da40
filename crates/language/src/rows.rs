//! Many short lists in one piece of memory, found by number.

/// Lists of `T`, one behind the other (compressed rows): two look-ups whatever their number.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    /// Where each row begins, and where the last one ends.
    starts: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows { starts: vec![0], all: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// The row with this number; empty beyond the last.
    pub(crate) fn row(&self, number: usize) -> &[T] {
        match self.starts.get(number..) {
            Some([start, end, ..]) => &self.all[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// One more row behind the others.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.all.extend(row);
        self.starts.push(self.all.len() as u32);
    }
}

impl<T, R: IntoIterator<Item = T>> FromIterator<R> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Rows<T> {
        let mut all = Rows::default();
        rows.into_iter().for_each(|row| all.push(row));
        all.all.shrink_to_fit();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let rows: Rows<u8> = [vec![1, 2], vec![], vec![3]].into_iter().collect();
        assert_eq!([rows.row(0), rows.row(1), rows.row(2), rows.row(3)], [&[1, 2][..], &[], &[3], &[]]);
    }
}
