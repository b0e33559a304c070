macro_rules! m { ($v:vis $t:ty) => {}; }
m!(pub(in) u8);
