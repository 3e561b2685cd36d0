//! wasm32 only: the host loop in the worker. Decides nothing.
