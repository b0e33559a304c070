use std::fmt::Write as _;
use std::cell::{Cell, RefCell};
thread_local! {
    /// Documented.
    pub static LAZY: RefCell<Vec<u8>> = RefCell::new(Vec::new());
    static EAGER: Cell<u32> = const { Cell::new(1) };
}
thread_local!(static LAST: u8 = 1);
thread_local!();
fn main() {
    let (a, b) = (1, 2);
    print!("{a}");
    println!();
    println!("{} {b}", a);
    eprint!("{a}");
    eprintln!();
    eprintln!("{} {b}", a);
    dbg!();
    dbg!(a);
    dbg!(a, b,);
    let _ = format!("{a} {}", b);
    let _: Vec<u8> = vec![];
    let _ = vec![1, 2, 3];
    let _ = vec![1; 3];
    let _ = vec![1,];
    assert_eq!(a, b);
    assert_eq!(a, b,);
    assert_eq!(a + 1, b, "why {}", a);
    assert_ne!(a, b);
    assert_ne!(a, b, "why {}", a);
    debug_assert!(a == b);
    debug_assert!(a == b, "why {}", a);
    debug_assert_eq!(a, b);
    debug_assert_ne!(a, b);
    let _ = matches!(Some(a), Some(1) | None);
    let _ = matches!(Some(a), Some(c) if c > 1,);
    let mut s = String::new();
    let _ = write!(s, "{a}");
    let _ = write!(s, "{} {}", a, b);
    let _ = writeln!(s);
    let _ = writeln!(s,);
    let _ = writeln!(s, "{a}");
    let _ = std::ptr::addr_of!(s);
    let _ = std::ptr::addr_of_mut!(s);
    let _ = std::pin::pin!(1);
    let _ = std::mem::offset_of!((u8, u16), 1);
    if a == 1 { todo!() }
    if a == 2 { todo!("later {a}") }
    if a == 3 { unimplemented!() }
    if a == 4 { unimplemented!("never {}", a) }
    if a == 5 { unreachable!() }
    if a == 6 { unreachable!("not {a}") }
    if a == 7 { panic!() }
    if a == 8 { panic!("plain") }
    if a == 9 { panic!("{}", a) }
    if a == 10 { panic!("{a} {}", b) }
    assert!(a == b);
    assert!(a == b, "why {a}");
}
fn ready(p: std::task::Poll<u8>) -> std::task::Poll<u8> { std::task::Poll::Ready(std::task::ready!(p)) }
mod without_std {
    fn panics(a: u8) { if a == 1 { core::panic!() } if a == 2 { core::panic!("{}", a) } core::panic!("{a}") }
}
