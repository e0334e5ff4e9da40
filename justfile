# Say `just` to see what there is.
default:
    @just --list

# Match the invented members of Lower Wickmoor
dev:
    cargo run --release -- match examples/members.csv

# Everything that must hold
test:
    ./test

# The tests alone
quick:
    ./test quick

# What a machine checks on every change
ci:
    .ci/run

# Figures of the matching engine and the reader, see docs/benchmarks.md
bench:
    cargo bench -p goodword-matching
    cargo run --release -p goodword-language --example evaluate

# The simulation of docs/simulation.md
simulate:
    cargo run --release -p goodword-domain --example simulate

# The files of one word, floor by floor: just slice rounds
slice word:
    @git ls-files | grep -i "{{word}}" || echo "no file is named after {{word}}"
