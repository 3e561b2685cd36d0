//! `bindgen IN.wasm OUT_DIR`: writes the wasm and the glue script that a classic worker can hold.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir] = arguments.as_slice() else {
        eprintln!("usage: bindgen IN.wasm OUT_DIR");
        return ExitCode::FAILURE;
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    // `no-modules`: the worker is one blob, and a blob cannot import a module.
    let result = bindgen
        .input_path(input)
        .out_name("nizukuri")
        .typescript(false)
        .no_modules(true)
        .and_then(|bindgen| bindgen.generate(out_dir));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
