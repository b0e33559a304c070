#![feature(prelude_import)]
//! Conditions of `assert!`, which rustc prints by their syntax, whatever their spaces. `conditions.expanded.rs` is what rustc makes of them.
#[prelude_import]
use std::prelude::rust_2021::*;
#[macro_use]
extern crate std;
fn f() {
    if !(core::mem::size_of::<u8>() == core::mem::size_of::<[i16; 16]>()) {
            ::core::panicking::panic("assertion failed: core::mem::size_of::<u8>() == core::mem::size_of::<[i16; 16]>()")
        };
    if !(<u8>::MAX > 0) {
            ::core::panicking::panic("assertion failed: <u8>::MAX > 0")
        };
    if !(<u8 as Into<u64>>::into(1) == 2) {
            ::core::panicking::panic("assertion failed: <u8 as Into<u64>>::into(1) == 2")
        };
    if !(<Vec<Vec<u8>> as IntoIterator>::into_iter(x).count() == 2) {
            ::core::panicking::panic("assertion failed: <Vec<Vec<u8>> as IntoIterator>::into_iter(x).count() == 2")
        };
    if !(x.iter().map::<Vec<u8>, _>(|v| v).len() == 3) {
            ::core::panicking::panic("assertion failed: x.iter().map::<Vec<u8>, _>(|v| v).len() == 3")
        };
    if !(x as &'static [u8] == y) {
            ::core::panicking::panic("assertion failed: x as &\'static [u8] == y")
        };
    if !foo::<dyn Fn(u8) -> u8 + Send>() {
            ::core::panicking::panic("assertion failed: foo::<dyn Fn(u8) -> u8 + Send>()")
        };
    if !foo::<impl Iterator<Item = u8>>() {
            ::core::panicking::panic("assertion failed: foo::<impl Iterator<Item = u8>>()")
        };
    if !foo::<'a, { N + 1 }, -1, 3>() {
            ::core::panicking::panic("assertion failed: foo::<\'a, { N + 1 }, -1, 3>()")
        };
    if !(x as (u8,) == y) {
            ::core::panicking::panic("assertion failed: x as (u8,) == y")
        };
    if !x.all(|&a| a.b) {
            ::core::panicking::panic("assertion failed: x.all(|&a| a.b)")
        };
    if !x.all(|(a, ref b)| a == b) {
            ::core::panicking::panic("assertion failed: x.all(|(a, ref b)| a == b)")
        };
    if !x.all(|a: &u8| -> bool { a.b }) {
            ::core::panicking::panic("assertion failed: x.all(|a: &u8| -> bool { a.b })")
        };
    if !x.all(|Foo { a, b: _, .. }| a) {
            ::core::panicking::panic("assertion failed: x.all(|Foo { a, b: _, .. }| a)")
        };
    if !x.is_some_and(|v: Vec<Vec<u8>>| v.len() > 1) {
            ::core::panicking::panic("assertion failed: x.is_some_and(|v: Vec<Vec<u8>>| v.len() > 1)")
        };
    if !x.iter().zip(y.iter()).all(|(a, b)|
                        {
                            let difference = a - b;
                            difference.abs() < 0.0001 && difference > some_other
                        }) {
            ::core::panicking::panic("assertion failed: x.iter().zip(y.iter()).all(|(a, b)|\n        {\n            let difference = a - b;\n            difference.abs() < 0.0001 && difference > some_other\n        })")
        };
    if !if some_condition_is_true(with_argument) && another_condition {
                        first_branch_value(a);
                        0
                    } {
            ::core::panicking::panic("assertion failed: if some_condition_is_true(with_argument) && another_condition {\n        first_branch_value(a);\n        0\n    }")
        };
    if !if a {
                        b
                    } else {
                       first_branch_value(a_quite_long_argument_value,
                           another_long_argument_value);
                       0
                   } {
            ::core::panicking::panic("assertion failed: if a {\n        b\n    } else {\n       first_branch_value(a_quite_long_argument_value,\n           another_long_argument_value);\n       0\n   }")
        };
    if !{
                    let x =
                        if some_condition_is_true(with_argument) &&
                                    another_condition {
                                first_branch_value(a);
                                0
                            } else { some_other_value(x) };
                    1
                } {
            ::core::panicking::panic("assertion failed: {\n    let x =\n        if some_condition_is_true(with_argument) && another_condition {\n                first_branch_value(a);\n                0\n            } else { some_other_value(x) };\n    1\n}")
        };
    if !while some_condition_is_true(with_argument) && another_condition {
                    first_branch_value(a);
                    0
                } {
            ::core::panicking::panic("assertion failed: while some_condition_is_true(with_argument) && another_condition {\n    first_branch_value(a);\n    0\n}")
        };
    if !{ x = 1; y += 2; return; } {
            ::core::panicking::panic("assertion failed: { x = 1; y += 2; return; }")
        };
    if !if some_condition_is_true(with_argument) && another_condition {
                        first_branch_value(a)
                    } else { second_branch_value(b) } {
            ::core::panicking::panic("assertion failed: if some_condition_is_true(with_argument) && another_condition {\n        first_branch_value(a)\n    } else { second_branch_value(b) }")
        };
    if !match some_value {
                    Pattern::One(a, b) => a == b,
                    Pattern::Two { first, second: Some(x), .. } => first == x,
                    _ => false,
                } {
            ::core::panicking::panic("assertion failed: match some_value {\n    Pattern::One(a, b) => a == b,\n    Pattern::Two { first, second: Some(x), .. } => first == x,\n    _ => false,\n}")
        };
    if !match some_value {
                    A => { let x = 1; x == 2 }
                    B if x > 3 => { unsafe { f() } }
                    C | D => unsafe { g() },
                    _ => (),
                } {
            ::core::panicking::panic("assertion failed: match some_value {\n    A => { let x = 1; x == 2 }\n    B if x > 3 => { unsafe { f() } }\n    C | D => unsafe { g() },\n    _ => (),\n}")
        };
    if !x.iter().all(|x| match x { A => true, B => { false } }) {
            ::core::panicking::panic("assertion failed: x.iter().all(|x| match x { A => true, B => { false } })")
        };
    if !x.iter().any(|&(ref a, b)| if a { b } else { c }) {
            ::core::panicking::panic("assertion failed: x.iter().any(|&(ref a, b)| if a { b } else { c })")
        };
    if !unsafe {
                    let a: Vec<Vec<u8>> =
                        b.iter().map(|x| x.clone()).collect::<Vec<_>>();
                    a.len() > some_number_with_long_name
                } {
            ::core::panicking::panic("assertion failed: unsafe {\n    let a: Vec<Vec<u8>> = b.iter().map(|x| x.clone()).collect::<Vec<_>>();\n    a.len() > some_number_with_long_name\n}")
        };
    if !{
                    let mut i = 0;
                    while i < 10 {
                        i += 1;
                        if i == 5 { continue; } else if i == 7 { break; }
                    }
                    i == 10
                } {
            ::core::panicking::panic("assertion failed: {\n    let mut i = 0;\n    while i < 10 { i += 1; if i == 5 { continue; } else if i == 7 { break; } }\n    i == 10\n}")
        };
    if !{
                    for (index, item) in
                        collection.iter().enumerate().filter(|(i, _)| i % 2 == 0) {
                        process(index, item)?;
                    }
                    true
                } {
            ::core::panicking::panic("assertion failed: {\n    for (index, item) in\n        collection.iter().enumerate().filter(|(i, _)| i % 2 == 0) {\n        process(index, item)?;\n    }\n    true\n}")
        };
    if !'outer: loop { loop { break 'outer; } } {
            ::core::panicking::panic("assertion failed: \'outer: loop { loop { break \'outer; } }")
        };
    if !{ let (a, b): (u8, &'static str) = f(); a == 1 && b == "x" } {
            ::core::panicking::panic("assertion failed: { let (a, b): (u8, &\'static str) = f(); a == 1 && b == \"x\" }")
        };
    if !x.map_or(true,
                    |block|
                        {
                            block.as_ref().header.start_index ==
                                self.header.start_index.wrapping_add(BLOCK_CAP)
                        }) {
            ::core::panicking::panic("assertion failed: x.map_or(true,\n    |block|\n        {\n            block.as_ref().header.start_index ==\n                self.header.start_index.wrapping_add(BLOCK_CAP)\n        })")
        };
    if !a.b(|x: &mut Foo<'_, T>, y| -> Result<(), E>
                            { x.f(y)?; Ok(()) }).is_ok() {
            ::core::panicking::panic("assertion failed: a.b(|x: &mut Foo<\'_, T>, y| -> Result<(), E> { x.f(y)?; Ok(()) }).is_ok()")
        };
    if !match x {
                    -1 => true,
                    0..=9 | 11.. => false,
                    b'a'..=b'z' => true,
                    "x" => true,
                    'c' => false,
                    i32::MIN..=-2 => true,
                    x @ 3..=5 => x,
                    &mut y => y,
                    &(mut z) => z,
                    (a,) => a,
                    [] => b,
                    () => c,
                    Foo {} => d,
                    A::<u8>::B => e,
                    std::f64::consts::PI => f,
                    box_ => g,
                } {
            ::core::panicking::panic("assertion failed: match x {\n    -1 => true,\n    0..=9 | 11.. => false,\n    b\'a\'..=b\'z\' => true,\n    \"x\" => true,\n    \'c\' => false,\n    i32::MIN..=-2 => true,\n    x @ 3..=5 => x,\n    &mut y => y,\n    &(mut z) => z,\n    (a,) => a,\n    [] => b,\n    () => c,\n    Foo {} => d,\n    A::<u8>::B => e,\n    std::f64::consts::PI => f,\n    box_ => g,\n}")
        };
    if !{ if a { return; } if b { c } else { d }; match e { _ => {} } true } {
            ::core::panicking::panic("assertion failed: { if a { return; } if b { c } else { d }; match e { _ => {} } true }")
        };
    if !{ { 1 }; { 2 } } {
            ::core::panicking::panic("assertion failed: { { 1 }; { 2 } }")
        };
    if !{ x.y = z; *w = 1; a[b] = c; (d, e) = f; true } {
            ::core::panicking::panic("assertion failed: { x.y = z; *w = 1; a[b] = c; (d, e) = f; true }")
        };
    if !async move { x }.poll() {
            ::core::panicking::panic("assertion failed: async move { x }.poll()")
        };
    if !const { N > 1 } {
            ::core::panicking::panic("assertion failed: const { N > 1 }")
        };
    if !(|| true)() {
            ::core::panicking::panic("assertion failed: (|| true)()")
        };
    if !((if a { b } else { c }) == d) {
            ::core::panicking::panic("assertion failed: (if a { b } else { c }) == d")
        };
    if !match a { b => c, }.d() {
            ::core::panicking::panic("assertion failed: match a { b => c, }.d()")
        };
    if !{ match a { b => c, }.d(); 1 } {
            ::core::panicking::panic("assertion failed: { match a { b => c, }.d(); 1 }")
        };
    if !!{ true } { ::core::panicking::panic("assertion failed: !{ true }") };
    if !{ return } {
            ::core::panicking::panic("assertion failed: { return }")
        };
    if !while let Some(x) = stack.pop() { if x { break } } {
            ::core::panicking::panic("assertion failed: while let Some(x) = stack.pop() { if x { break } }")
        };
    if !if (Foo { a: 1 }) == b { c } else { d } {
            ::core::panicking::panic("assertion failed: if (Foo { a: 1 }) == b { c } else { d }")
        };
    if !if a == (Foo { a: 1 }) { c } else { d } {
            ::core::panicking::panic("assertion failed: if a == (Foo { a: 1 }) { c } else { d }")
        };
    if !if a && let Some(b) = c { d } else { e } {
            ::core::panicking::panic("assertion failed: if a && let Some(b) = c { d } else { e }")
        };
    if !{ let x = if a { b } else { c }; x } {
            ::core::panicking::panic("assertion failed: { let x = if a { b } else { c }; x }")
        };
    if !{ let f = |a| a + 1; f(2) == 3 } {
            ::core::panicking::panic("assertion failed: { let f = |a| a + 1; f(2) == 3 }")
        };
    if !f::<fn(u8) -> u8>(x) {
            ::core::panicking::panic("assertion failed: f::<fn(u8) -> u8>(x)")
        };
    if !f(x as fn(u8) -> u8) {
            ::core::panicking::panic("assertion failed: f(x as fn(u8) -> u8)")
        };
    if !(a.0.1.c == b) {
            ::core::panicking::panic("assertion failed: a.0.1.c == b")
        };
    if !foo() {
            ::core::panicking::panic("assertion failed: foo(#[cfg(a)] b)")
        };
    if !x.all(|_: ()| true) {
            ::core::panicking::panic("assertion failed: x.all(|_: ()| true)")
        };
    if !(a..b == c) {
            ::core::panicking::panic("assertion failed: a..b == c")
        };
    if !(a..=b).contains(&c) {
            ::core::panicking::panic("assertion failed: (a..=b).contains(&c)")
        };
    if !(x?.y()? == z) {
            ::core::panicking::panic("assertion failed: x?.y()? == z")
        };
    if !(-a.b() == -(1)) {
            ::core::panicking::panic("assertion failed: -a.b() == -(1)")
        };
    if !(a as usize as u8 == b) {
            ::core::panicking::panic("assertion failed: a as usize as u8 == b")
        };
    if !(&raw const x == y) {
            ::core::panicking::panic("assertion failed: &raw const x == y")
        };
    if !(Some(x) == y.get(..3) && z[1..] == w[..=2]) {
            ::core::panicking::panic("assertion failed: Some(x) == y.get(..3) && z[1..] == w[..=2]")
        };
    if !some_function_with_a_name(&mut first_argument.field,
                    |closure_argument| closure_argument.method().another()) {
            ::core::panicking::panic("assertion failed: some_function_with_a_name(&mut first_argument.field,\n    |closure_argument| closure_argument.method().another())")
        };
    if !(long_receiver_name.method_number_one(argument).method_number_two(|x|
                                { let y = x; y + 1 }).method_three() == 0) {
            ::core::panicking::panic("assertion failed: long_receiver_name.method_number_one(argument).method_number_two(|x|\n                { let y = x; y + 1 }).method_three() == 0")
        };
    if !([first_element_of_array, second_element_of_array,
                            third_element_of_array, fourth_one] == expected_array_value)
            {
            ::core::panicking::panic("assertion failed: [first_element_of_array, second_element_of_array, third_element_of_array,\n            fourth_one] == expected_array_value")
        };
    if (!(StructName {
                        field_one: value_one,
                        field_two: value_two,
                        field_three: value_three,
                        field_four,
                    } == expected_x)) {
            ::core::panicking::panic("assertion failed: StructName {\n        field_one: value_one,\n        field_two: value_two,\n        field_three: value_three,\n        field_four,\n    } == expected_x")
        };
}
