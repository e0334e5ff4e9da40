//! How near one short business sentence is to another, and why.
