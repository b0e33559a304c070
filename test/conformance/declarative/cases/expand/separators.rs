macro_rules! arrow { ($($a:ident)->*) => { [$(stringify!($a)),*] }; }
macro_rules! fat_arrow { ($($a:ident)=>+) => { [$(stringify!($a)),*] }; }
macro_rules! path_separator { ($($a:ident)::+) => { [$(stringify!($a)),*] }; }
macro_rules! or_or { ($($a:ident)||*) => { [$(stringify!($a)),*] }; }
macro_rules! range { ($($a:ident)..=*) => { [$(stringify!($a)),*] }; }
macro_rules! word { ($($a:literal)then*) => { [$($a),*] }; }
macro_rules! underscore { ($($a:literal)_*) => { [$($a),*] }; }
macro_rules! text { ($($a:ident)"and"*) => { [$(stringify!($a)),*] }; }
macro_rules! lifetime { ($($a:ident)'l*) => { [$(stringify!($a)),*] }; }
macro_rules! plus { ($($a:ident)+*) => { [$(stringify!($a)),*] }; }
macro_rules! star { ($($a:ident)**) => { [$(stringify!($a)),*] }; }
macro_rules! question { ($($a:ident)?+) => { [$(stringify!($a)),+] }; }
macro_rules! pound { ($($a:ident)#*) => { [$(stringify!($a)),*] }; }
macro_rules! transcribed { ($($a:expr),*) => { stringify!($($a)&&*; 0 $(+ $a)*; $($a);*; $($a)=>+; $($a)..=*; $($a)and*; $($a)+*) }; }
macro_rules! trailing { ($($a:ident),* $(,)?) => { [$(stringify!($a)),*] }; }
macro_rules! repeated_optional { ($($a:ident $(: $b:ident)?),*) => { [$((stringify!($a) $(, stringify!($b))?)),*] }; }
macro_rules! alternating { ($($a:ident $b:literal)*) => { [$($b),*] }; }
fn main() {
    arrow!(a -> b -> c); arrow!(); fat_arrow!(a => b); fat_arrow!(a); path_separator!(a::b::c); or_or!(a || b); or_or!(a); range!(a ..= b);
    word!(1 then 2 then 3); underscore!(1 _ 2); text!(a "and" b); lifetime!(a 'l b); plus!(a b *); star!(a b *); question!(a +); pound!(a # b);
    transcribed!(1, 2, 3); transcribed!(1); trailing!(a, b,); trailing!(a, b); trailing!(); trailing!(,); repeated_optional!(a: b, c, d: e);
    alternating!(a 1 b 2);
}
