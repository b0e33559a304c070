macro_rules! m { #[cfg(all())] (a) => {}; }
m!(a);
