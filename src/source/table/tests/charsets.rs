//! Japanese tables in the charsets they come in.
