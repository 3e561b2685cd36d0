#!/usr/bin/env bash
# Brings what is needed to build (`setup.sh build`) or also to run the browser tests (`setup.sh test`), those in other
# engines too (`setup.sh engines`); or only Rust and the mail programs of `make test-clients` (`setup.sh clients`).
# Each step first looks whether it is done, so that a second run takes no time. Expensive tools go to a cache
# outside of the tree: a fresh clone on the same machine finds them. Prints nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/nizukuri"
target=wasm32-unknown-unknown
pinned() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" wasm-pack.toml; }
say() { printf '  %s\n' "$*" >&2; }
die() { printf '\n✗ set-up: %s\n  why: %s\n  do:  %s\n' "$1" "$2" "$3" >&2; exit 1; }
# Whether version $1 is at least $2.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
# Runs quietly; what was said is shown when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || { status=$?; tail -n 30 "$log" >&2; }
  rm -f "$log"
  return "$status"
}
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
apt_install() {
  command -v apt-get >/dev/null || return 1
  as_root apt-get -o DPkg::Lock::Timeout=600 update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends "$@"
}

rust() {
  command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
  command -v cargo >/dev/null ||
    die 'Rust' 'cargo was not found' 'install rustup (https://rustup.rs), then run this again'
  local version
  version=$(rustc --version | cut -d ' ' -f 2)
  at_least "$version" "$(pinned rust)" ||
    die 'Rust' "rustc is $version, at least $(pinned rust) is needed" 'rustup update stable'
}

has_target() { ls "$(rustc --print target-libdir --target $target)"/libstd-*.rlib >/dev/null 2>&1; }

# The standard library for wasm: from rustup, or where its server is not reached, by Debian's rustc-web.
wasm_target() {
  has_target && return
  say "the standard library for $target"
  if command -v rustup >/dev/null && quietly timeout 60 rustup target add $target && has_target; then return; fi
  say 'rustup could not bring it; taking the Debian way (a few minutes)'
  quietly apt_install rustc-web cargo-web rust-web-src libstd-rust-web-dev ||
    die "$target" 'neither rustup nor apt-get could bring the wasm standard library' \
      "run 'rustup target add $target' where there is a network"
  quietly rustup toolchain link debian /usr ||
    die "$target" "rustup could not link Debian's toolchain" 'rustup toolchain link debian /usr'
  export RUSTUP_TOOLCHAIN=debian
  mkdir -p build
  echo debian >build/toolchain
  has_target && return
  # Builds std once and lays it where rustc looks; afterwards plain cargo works without any flag.
  local std lib
  std=$(mktemp -d)
  lib=$(rustc --print target-libdir --target $target)
  mkdir "$std/src"
  : >"$std/src/lib.rs"
  printf '[package]\nname="sysr"\nversion="0.0.0"\nedition="2021"\n[profile.release]\npanic="abort"\n' >"$std/Cargo.toml"
  (cd "$std" && CARGO_TARGET_DIR="$std/target" RUSTC_BOOTSTRAP=1 RUSTFLAGS='-Cembed-bitcode=yes -Cdebuginfo=0' \
    quietly cargo build --release --target $target -Zbuild-std=std,panic_abort,test) ||
    die "$target" 'the standard library could not be built' 'read the messages above'
  as_root mkdir -p "$lib"
  as_root cp "$std/target/$target/release/deps/"*.rlib "$lib/"
  as_root rm -f "$lib"/libsysr-*
  rm -rf "$std"
  has_target || die "$target" "the built library did not arrive in $lib" 'read the messages above'
}

# Our wasm-bindgen (tools/bindgen), in exactly the version of the program's own wasm-bindgen.
bindgen() {
  local wanted locked
  wanted=$(pinned wasm-bindgen)
  locked=$(grep -A 1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"$/\1/p')
  [ "$wanted" = "$locked" ] ||
    die 'wasm-bindgen' "Cargo.lock has $locked, wasm-pack.toml $wanted" \
      'set the same version in wasm-pack.toml and tools/bindgen/Cargo.toml'
  # Its sources are part of the name, so that a change of ours is built and not missed.
  local sum
  sum=$(cat tools/bindgen/Cargo.lock tools/bindgen/Cargo.toml tools/bindgen/src/main.rs | cksum | cut -d ' ' -f 1)
  NIZUKURI_BINDGEN="$cache/bindgen-$wanted-$sum/bin/bindgen"
  [ -x "$NIZUKURI_BINDGEN" ] && return
  say "wasm-bindgen $wanted (about a minute)"
  CARGO_TARGET_DIR="$cache/bindgen-build" \
    quietly cargo install --path tools/bindgen --locked --root "$cache/bindgen-$wanted-$sum" ||
    die 'wasm-bindgen' 'it could not be built' 'read the messages above; the crates come from the network once'
  rm -rf "$cache/bindgen-build"
}

node_tools() {
  command -v node >/dev/null ||
    die 'Node' 'node was not found' "install Node $(pinned node) or newer with npm"
  at_least "$(node --version | tr -d v)" "$(pinned node)" ||
    die 'Node' "node is $(node --version), at least $(pinned node) is needed" 'install a newer Node'
  local stamp
  stamp="$(cksum <www/package-lock.json) $(node --version)"
  [ "$(cat www/node_modules/.nizukuri 2>/dev/null)" = "$stamp" ] && return
  say 'packages of the page (npm ci)'
  # npm empties what a link points to: the packages of another checkout.
  [ ! -L www/node_modules ] || rm www/node_modules
  (cd www && quietly npm ci) ||
    die 'npm ci' 'the packages of www/package-lock.json could not be installed' 'read the messages above'
  echo "$stamp" >www/node_modules/.nizukuri
}

browser() {
  command -v chromium >/dev/null && [ -n "$(fc-list :lang=ja family 2>/dev/null | head -n 1)" ] && return
  say 'Chromium and a Japanese font (apt-get)'
  quietly apt_install chromium fonts-noto-cjk fontconfig ||
    die 'Chromium' 'apt-get could not install chromium' \
      "install Chromium by hand, so that 'chromium' is on the PATH; only the browser tests need it"
}

# Firefox and WebKitGTK, and what drives the three.
engines() {
  local version
  version=$(pinned geckodriver)
  GECKODRIVER="$cache/geckodriver-$version/bin/geckodriver"
  local program missing=()
  for program in chromedriver firefox-esr WebKitWebDriver xvfb-run xauth dbus-run-session; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  if [ ${#missing[@]} != 0 ]; then
    say "Firefox, WebKitGTK and drivers (apt-get, about 400 MB): ${missing[*]}"
    quietly apt_install chromium-driver firefox-esr webkit2gtk-driver xvfb xauth dbus ||
      die 'browsers' 'apt-get could not install firefox-esr, webkit2gtk-driver, chromium-driver, xvfb and dbus' \
        "run it on Debian 12 or newer; only 'make test-browsers' needs them"
  fi
  [ -x "$GECKODRIVER" ] && return
  say "geckodriver $version (some minutes, once)"
  CARGO_TARGET_DIR="$cache/geckodriver-build" \
    quietly cargo install geckodriver --version "$version" --locked --root "$cache/geckodriver-$version" ||
    die 'geckodriver' 'it could not be built' 'read the messages above; the crates come from the network once'
  rm -rf "$cache/geckodriver-build"
}

# The programs people read mail with, and what speaks to them.
mail_programs() {
  local program missing=()
  for program in mutt doveadm formail mlist thunderbird unzip script setpriv python3; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  [ -x /usr/lib/dovecot/imap ] || missing+=(/usr/lib/dovecot/imap)
  [ ${#missing[@]} = 0 ] && return
  say "mail programs (apt-get, about 300 MB): ${missing[*]}"
  local had_dovecot
  had_dovecot=$(command -v doveadm || true)
  quietly apt_install mutt dovecot-imapd procmail mblaze thunderbird unzip bsdutils util-linux python3 ||
    die 'mail programs' 'apt-get could not install mutt, dovecot-imapd, procmail, mblaze and thunderbird' \
      "run it on Debian 12 or newer; only 'make test-clients' needs them"
  # Dovecot comes with a service that nobody asked for: the tests start what they need themselves.
  if [ -z "$had_dovecot" ] && command -v systemctl >/dev/null; then
    quietly as_root systemctl disable --now dovecot || say 'the Dovecot service could not be stopped'
  fi
  for program in "${missing[@]}"; do
    command -v "$program" >/dev/null || die 'mail programs' "$program is still missing" 'read the messages above'
  done
}

[ -e build/toolchain ] && export RUSTUP_TOOLCHAIN="$(cat build/toolchain)"
rust
if [ "${1:-build}" = clients ]; then
  mail_programs
  exit
fi
wasm_target
node_tools
bindgen
GECKODRIVER=
[ "${1:-build}" != engines ] || engines
if [ "${1:-build}" = test ] || [ "${1:-build}" = engines ]; then
  for part in rustfmt clippy; do
    cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1 || quietly timeout 60 rustup component add "$part" ||
      die "$part" 'it is missing and rustup could not add it' "rustup component add $part"
  done
  browser
fi

# For the Makefile: what later steps need to know.
mkdir -p build
{
  echo "export NIZUKURI_BINDGEN=$NIZUKURI_BINDGEN"
  [ -z "$GECKODRIVER" ] || echo "export GECKODRIVER=$GECKODRIVER"
  [ -z "${RUSTUP_TOOLCHAIN:-}" ] || echo "export RUSTUP_TOOLCHAIN=$RUSTUP_TOOLCHAIN"
  case ":$PATH:" in *":$HOME/.cargo/bin:"*) echo "export PATH=$HOME/.cargo/bin:\$PATH" ;; esac
} >build/env
