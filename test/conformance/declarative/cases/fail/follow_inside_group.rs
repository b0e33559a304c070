macro_rules! m { ([$a:expr] $b:ident [$c:ty +]) => {}; }
m!([1] b [u8 +]);
