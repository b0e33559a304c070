macro_rules! text { ("a") => { 1 }; (r"a") => { 2 }; (b"a") => { 3 }; (c"a") => { 4 }; (r#"a"#) => { 5 }; ("\x61") => { 6 }; ($l:literal) => { 7 }; }
macro_rules! number { (1) => { 1 }; (1u8) => { 2 }; (0x1) => { 3 }; (1.0) => { 4 }; (1_0) => { 5 }; (1e3) => { 6 }; ($l:literal) => { 7 }; }
macro_rules! character { ('a') => { 1 }; (b'a') => { 2 }; ('\'') => { 3 }; ('a) => { 4 }; ($l:literal) => { 5 }; }
macro_rules! raw { (fn) => { 1 }; (r#fn) => { 2 }; (a) => { 3 }; (r#a) => { 4 }; ('a) => { 5 }; ('r#a) => { 6 }; ($i:ident) => { 7 }; }
fn main() {
    text!("a"); text!(r"a"); text!(b"a"); text!(c"a"); text!(r#"a"#); text!("\x61"); text!("\u{61}");
    number!(1); number!(1u8); number!(0x1); number!(1.0); number!(1_0); number!(10); number!(1e3); number!(1.);
    character!('a'); character!(b'a'); character!('\''); character!('a); character!('b');
    raw!(fn); raw!(r#fn); raw!(a); raw!(r#a); raw!('a); raw!(b);
}
