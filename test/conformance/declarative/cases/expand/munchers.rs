macro_rules! count { () => { 0 }; ($head:tt $($tail:tt)*) => { 1 + count!($($tail)*) }; }
macro_rules! reverse { ([] $($r:ident)*) => { [$(stringify!($r)),*] }; ([$h:ident $($t:ident)*] $($r:ident)*) => { reverse!([$($t)*] $h $($r)*) }; }
macro_rules! json { (null) => { Json::Null }; ([$($e:tt),*]) => { Json::Array(Box::new([$(json!($e)),*])) }; ({$($k:tt: $v:tt),*}) => { Json::Object(Box::new([$(($k, json!($v))),*])) }; ($e:expr) => { Json::Number($e) }; }
enum Json { Null, Number(i32), Array(Box<[Json]>), Object(Box<[(&'static str, Json)]>) }
fn main() {
    let _ = count!(a b (c d) e);
    let _ = reverse!([a b c]);
    let _ = json!({"a": [1, 2, null], "b": {"c": 3}});
}
