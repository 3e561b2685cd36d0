//! Words for codes, from the Fluent catalogs in `locales/`.
