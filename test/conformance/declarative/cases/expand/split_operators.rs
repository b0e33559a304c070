macro_rules! generic { ($name:ident<$t:ty>) => { type $name = $t; }; }
macro_rules! closure { (|$p:pat_param| $e:expr) => { |$p| $e }; (|| $e:expr) => { || $e }; }
macro_rules! shifts { ($a:ty >> $b:ident) => { 1 }; ($($t:tt)*) => { 2 }; }
macro_rules! references { ($e:expr) => { $e }; }
generic!(A<Vec<Vec<u8>>>);
generic!(B<Option<u8>>);
fn main() {
    let _ = closure!(|x| 1)(1);
    let _ = closure!(|| 1)();
    shifts!(u8 >> b);
    references!(&&1);
    references!(-1 - -2);
}
