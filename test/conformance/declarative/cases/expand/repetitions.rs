macro_rules! table {
    ($($name:ident: [$($value:expr),* $(,)?]);+ $(;)?) => {
        $(const $name: &[u32] = &[$($value),*];)+
        const ALL: &[&[u32]] = &[$($name),+];
    };
}
macro_rules! product { ($($a:ident)*; $b:ident) => { $(const $a: u8 = $b;)* }; }
macro_rules! optional { ($a:ident $(= $b:expr)?) => { const $a: Option<u8> = { let mut _v: Option<u8> = None; $(_v = Some($b);)? _v }; }; }
macro_rules! lockstep { ($($k:ident => $v:expr),*) => { $(const $k: u8 = $v;)* }; }
macro_rules! keywords { ($($a:ident)and+) => { $(struct $a;)+ }; }
macro_rules! nested { ($( $( $( $x:ident ),* );* )|*) => { $( $( $( struct $x; )* )* )* }; }

const ZERO: u8 = 0;
table!(A: [1, 2, 3,]; B: []; C: [4]);
product!(D E F; ZERO);
optional!(G = 1);
optional!(H);
lockstep!(I => 1, J => 2);
lockstep!();
keywords!(K and L and M);
nested!(N, O; P | Q);
