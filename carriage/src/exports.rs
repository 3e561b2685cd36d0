//! What the page calls. Bytes go through this module's memory: whoever calls asks for an address and reads or writes there.

use crate::{Carriage, LENGTHS, What};

static mut CARRIAGE: Carriage = Carriage::EMPTY;

fn carriage() -> &'static mut Carriage {
    // One thread, and none of the functions below calls another while it holds this.
    #[expect(static_mut_refs, reason = "wasm of one thread; 30 MB that no stack holds")]
    unsafe {
        &mut CARRIAGE
    }
}

/// Where the module or the text lies, up to `ROOM` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn module() -> *mut u8 {
    carriage().module.as_mut_ptr()
}

/// Where the lengths of paths lie, `LENGTHS` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn lengths() -> *mut u8 {
    carriage().mixer.trees.lengths[..LENGTHS].as_mut_ptr()
}

/// Where the starts of tables of sums lie, `TABLES` numbers.
#[unsafe(no_mangle)]
pub extern "C" fn tables() -> *mut u32 {
    carriage().sums.starts.as_mut_ptr()
}

/// Where the coded bytes lie.
#[unsafe(no_mangle)]
pub extern "C" fn coded() -> *mut u8 {
    carriage().mixer.coded.as_mut_ptr()
}

/// How many bytes are coded; 0: the module has something that is not of the grammar.
#[unsafe(no_mangle)]
pub extern "C" fn pack(size: usize) -> usize {
    carriage().pack(What::Module, size).unwrap_or(0)
}

/// Whether the module is there again.
#[unsafe(no_mangle)]
pub extern "C" fn unpack(size: usize) -> bool {
    carriage().unpack(What::Module, size).is_ok()
}

/// How many bytes the text is coded in that stands after a `known` one; both are `size` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn pack_text(known: usize, size: usize) -> usize {
    carriage().pack(What::Text { known }, size).unwrap_or(0)
}

/// Puts the text after the known one again, which must stand there.
#[unsafe(no_mangle)]
pub extern "C" fn unpack_text(known: usize, size: usize) -> bool {
    carriage().unpack(What::Text { known }, size).is_ok()
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
