//! ISO-2022-JP-2004 against Python's codec: every character of both planes.

use nizukuri::text::charset::decode;
use std::process::Command;

/// Where the Encoding Standard, whose JIS X 0208 we share, says otherwise: as Windows does.
const AS_WINDOWS: [(&str, &str); 7] =
    [("〜", "～"), ("‖", "∥"), ("−", "－"), ("¢", "￠"), ("£", "￡"), ("¬", "￢"), ("—", "―")];

#[test]
fn every_character_of_jis_x_0213_is_what_python_reads() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/jis-0213.py");
    let listed = Command::new("python3").arg("-B").arg(script).arg("--list").output().expect("python3 runs");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    let (mut seen, mut wrong) = (0, Vec::new());
    for line in listed.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let numbers: Vec<u8> = words[..3].iter().map(|word| word.parse().expect("a number")).collect();
        let hex: Vec<u8> = (0..words[3].len() / 2)
            .map(|at| u8::from_str_radix(&words[3][2 * at..2 * at + 2], 16).expect("hex"))
            .collect();
        let expected = String::from_utf8(hex).expect("UTF-8");
        let plane: &[u8] = if numbers[0] == 0 { b"$(Q" } else { b"$(P" };
        let bytes = [b"\x1b", plane, &[numbers[1] + 32, numbers[2] + 32], b"\x1b(B"].concat();
        let read = decode(&bytes, Some("iso-2022-jp")).text.into_owned();
        let windows = AS_WINDOWS.contains(&(expected.as_str(), read.as_str()));
        if read != expected && !windows {
            wrong.push(format!("{line}: {expected} but {read}"));
        }
        seen += 1;
    }
    assert_eq!((seen, wrong), (11_233, Vec::<String>::new()));
}
