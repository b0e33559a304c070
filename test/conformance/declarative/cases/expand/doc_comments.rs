macro_rules! attributes { ($(#[$m:meta])* $name:ident) => { $(#[$m])* struct $name; }; }
macro_rules! literal_doc { (#[doc = $text:expr] $name:ident) => { #[doc = $text] struct $name; }; }
macro_rules! tokens { ($($t:tt)*) => { $($t)* }; }
macro_rules! commented { (/** ignored in a matcher */ $a:ident) => { /// kept in a transcriber
    struct $a; }; }
attributes! {
    /// One line.
    /** A block "with quotes" */
    #[derive(Clone)]
    Documented
}
literal_doc! { /// Text
    Literal }
tokens! { /// Raw "#" here
    struct Raw; mod inner { //! Inside
    } }
commented!(Commented);
