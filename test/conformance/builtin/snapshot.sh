#!/bin/sh
# Writes what the installed rustc makes of the samples. Run it in this folder after a sample has changed.
# The snapshots were made by rustc 1.85.1; another version prints some of them differently.
# Samples name things that do not exist, which rustc reports after it has printed them.
cd "$(dirname "$0")"
export RUSTC_BOOTSTRAP=1 MACROSCOPE_SET="it's set"
unset MACROSCOPE_UNSET
for sample in derives bangs conditions configured; do
    "${RUSTC:-rustc}" --edition 2021 --crate-type lib --cap-lints allow -Zunpretty=expanded "$sample.rs" > "$sample.expanded.rs"
done
"${RUSTC:-rustc}" --edition 2021 --crate-type lib --test --cap-lints allow -Zunpretty=expanded attributes.rs > attributes.expanded.rs
