// edition: 2018
fn reads() -> Result<u8, std::fmt::Error> { Ok(r#try!(Ok::<u8, std::fmt::Error>(1))) }
fn main() {
    let a = 1;
    if a == 5 { unreachable!() }
    if a == 6 { unreachable!("not") }
    if a == 6 { unreachable!("not {}", a) }
    if a == 7 { panic!() }
    if a == 8 { panic!("plain") }
    if a == 9 { panic!("{}", a) }
    if a == 10 { panic!("{} {}", a, a) }
    assert!(a == 1);
    assert!(a == 1, "why {}", a);
}
mod without_std {
    fn panics(a: u8) { if a == 1 { core::panic!() } if a == 2 { core::panic!("{}", a) } if a == 3 { core::panic!("plain") } if a == 4 { core::panic!("{} {}", a, a) } let s = "s"; core::panic!(s) }
}
