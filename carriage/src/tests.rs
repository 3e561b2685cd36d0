//! A module comes back byte for byte, whatever follows its operations, and so does a text; what is not known is refused.

use super::{Carriage, LENGTHS, What};
use std::sync::Mutex;

/// One for all tests: no stack holds it.
static CARRIAGE: Mutex<Carriage> = Mutex::new(Carriage::EMPTY);

/// A module with a custom section and functions of these operations.
fn module(bodies: &[&[u8]]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0\0\x03\x01x\xff".to_vec();
    module.extend([1, 6, 1, 0x60, 2, 0x7f, 0x7f, 0, 3, 2, 1, 0]);
    let mut code = vec![bodies.len() as u8];
    for body in bodies {
        code.extend([body.len() as u8 + 4, 1, 2, 0x7f]);
        code.extend(*body);
        code.push(0x0b);
    }
    assert!(code.len() < 128, "longer sections need a longer length");
    module.extend([10, code.len() as u8]);
    module.extend(code);
    module
}

/// Packs, forgets everything but what travels, and unpacks.
fn there_and_back(wasm: &[u8]) -> Option<Vec<u8>> {
    let carriage = &mut *CARRIAGE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    carriage.module[..wasm.len()].copy_from_slice(wasm);
    let coded = carriage.pack(What::Module, wasm.len()).ok()?;
    assert!(
        carriage.mixer.trees.lengths[LENGTHS..].iter().all(|length| *length == 0),
        "a kind that does not travel"
    );
    carriage.mixer.coded[coded..].fill(0x55);
    carriage.module.fill(0xaa);
    carriage.unpack(What::Module, wasm.len()).expect("what was packed");
    Some(carriage.module[..wasm.len()].to_vec())
}

#[test]
fn a_module_comes_back_whatever_follows_its_operations() {
    let constants: Vec<u8> = [0xfd, 12].into_iter().chain(0..16).collect();
    let bodies: [&[u8]; 12] = [
        &[],
        &[0x02, 0x40, 0x0c, 0, 0x0b, 0x04, 0x7f, 0x05, 0x0b],
        &[0x0e, 2, 0, 1, 0, 0x10, 0x81, 1, 0x11, 3, 0],
        &[0x20, 0, 0x21, 1, 0x22, 0x80, 1, 0x23, 0, 0x3f, 0],
        &[0x28, 2, 0x90, 1, 0x36, 0, 0],
        &[0x41, 0x40, 0x41, 0xff, 0xff, 0xff, 0, 0x42, 0x80, 0x80, 0x80, 0x80, 1],
        &[0x43, 1, 2, 3, 4, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0x1c, 1, 0x7f],
        &[0xfc, 0, 0xfc, 8, 1, 0, 0xfc, 9, 1, 0xfc, 10, 0, 0, 0xfc, 11, 0],
        &[0xfd, 0, 4, 16, 0xfd, 21, 7, 0xfd, 0x5c, 2, 0, 0xfd, 0x54, 0, 0, 3, 0xfd, 0xae, 1],
        &constants,
        &[0x10, 0, 0x1a, 0x1b, 0x00, 0x0f, 0xd2, 0],
        &[0x42, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0],
    ];
    for body in bodies {
        let wasm = module(&[body, body, &[0x20, 0], body]);
        assert_eq!(there_and_back(&wasm).as_deref(), Some(&*wasm), "{body:x?}");
    }
    assert_eq!(there_and_back(b"\0asm\x01\0\0\0").as_deref(), Some(&b"\0asm\x01\0\0\0"[..]));
}

#[test]
fn what_is_not_known_is_refused_when_the_page_is_built_not_when_it_starts() {
    for operation in [0x06, 0x12, 0x27, 0xfb, 0xfe, 0xff] {
        assert_eq!(there_and_back(&module(&[&[operation]])), None, "{operation:x}");
    }
    // A function that ends elsewhere than it says.
    assert_eq!(there_and_back(&module(&[&[0x43]])), None);
}

#[test]
fn what_repeats_costs_little() {
    let body: &[u8] = &[0x20, 0, 0x28, 2, 8, 0x41, 5, 0x6a, 0x21, 1];
    let wasm = module(&[body, body, body, body, body, body, body]);
    let carriage = &mut *CARRIAGE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    carriage.module[..wasm.len()].copy_from_slice(&wasm);
    let coded = carriage.pack(What::Module, wasm.len()).expect("a module");
    assert!(coded < 30, "{coded} bytes");
}

/// Coded bytes of functions that read a field, add to it and write the next one; `step` apart from those before in locals and fields.
fn coded_of_alike(step: u8) -> usize {
    let body = |at: u8| {
        let [local, field] = [at * step % 40, at * step % 30 * 4];
        let read = [0x20, local, 0x28, 2, field, 0x21, local + 1, 0x20, local];
        [&read[..], &[0x20, local + 1, 0x41, field, 0x6a, 0x36, 2, field + 4]].concat()
    };
    let code = (0..30).flat_map(|at| [vec![21, 1, 50, 0x7f], body(at), vec![0x0b]].concat());
    let code: Vec<u8> = std::iter::once(30).chain(code).collect();
    let length = [code.len() as u8 | 0x80, (code.len() >> 7) as u8];
    let wasm = [b"\0asm\x01\0\0\0\x0a", &length[..], &code].concat();
    assert_eq!(there_and_back(&wasm).as_deref(), Some(&*wasm));
    let carriage = &mut *CARRIAGE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    carriage.module[..wasm.len()].copy_from_slice(&wasm);
    carriage.pack(What::Module, wasm.len()).expect("a module")
}

#[test]
fn numbers_that_lie_to_each_other_as_before_cost_little_though_they_are_new() {
    let (same, other) = (coded_of_alike(0), coded_of_alike(1));
    // Thirty functions of seven numbers each; by what stood before alone they cost 140.
    assert!(same < 25 && other < 100, "{same} and {other} bytes");
}

#[test]
fn a_table_of_sums_costs_its_powers_of_two() {
    let mut wasm = b"\0asm\x01\0\0\0\x0b\x80\x08".to_vec();
    for byte in 0..256_u32 {
        let crc = (0..8).fold(byte, |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
        wasm.extend(crc.to_le_bytes());
    }
    assert_eq!(there_and_back(&wasm).as_deref(), Some(&*wasm));
    let carriage = &mut *CARRIAGE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    carriage.module[..wasm.len()].copy_from_slice(&wasm);
    let coded = carriage.pack(What::Module, wasm.len()).expect("a module");
    assert_eq!(carriage.sums.starts[..2], [11, u32::MAX]);
    assert!(coded < 500, "{coded} bytes");
}

/// How many bytes a text is coded in after a known one; it must come back, whatever was carried before.
fn text_there_and_back(known: &[u8], text: &[u8]) -> usize {
    let carriage = &mut *CARRIAGE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (start, size) = (known.len(), known.len() + text.len());
    carriage.module[..start].copy_from_slice(known);
    carriage.module[start..size].copy_from_slice(text);
    let coded = carriage.pack(What::Text { known: start }, size).expect("every text is known");
    carriage.mixer.coded[coded..].fill(0x55);
    carriage.module[start..].fill(0xaa);
    carriage.unpack(What::Text { known: start }, size).expect("what was packed");
    assert_eq!(&carriage.module[start..size], text);
    coded
}

#[test]
fn a_text_comes_back_whatever_it_says_and_whatever_was_carried_before() {
    let every: Vec<u8> = (0..=255).cycle().step_by(7).take(3000).collect();
    for text in [&b""[..], b"a", "鞄に詰める。\r\n".as_bytes(), &every] {
        for known in [&b""[..], b"b", &every] {
            text_there_and_back(known, text);
            assert!(there_and_back(&module(&[&[0x20, 0]])).is_some());
            text_there_and_back(known, text);
        }
    }
}

#[test]
fn words_that_come_again_cost_little_and_known_ones_less() {
    let text = "const pack = (suitcase) => suitcase.map((shirt) => fold(shirt));\n";
    let alone = text_there_and_back(b"", text.repeat(20).as_bytes());
    assert!(alone < 100, "{alone} bytes");
    let after = text_there_and_back(text.as_bytes(), text.repeat(20).as_bytes());
    assert!(after < alone / 2, "{after} bytes");
}
